import type { EventNamesDto, LogsSnapshot } from '../../../protocol/logs.js';

/** What can stand in place of `from`…`to` of the filter's text. */
export interface Completion {
  readonly text: string;
  /** What else is known of it: a name, a DP id. */
  readonly hint?: string;
  readonly from: number;
  readonly to: number;
  /** More is to follow: a key without its value. */
  readonly isKey?: true;
}

interface Known {
  readonly snapshot: Pick<LogsSnapshot, 'devices' | 'counts' | 'hasCommands'>;
  readonly names: EventNamesDto;
}

/** A value, and all that it is found by. */
interface Choice {
  readonly text: string;
  readonly hint?: string;
  readonly words: readonly string[];
}

const atMost = 10;
/** A shorter word is in too many codes. */
const shortestWord = 2;

/**
 * What may go on at the caret: keys, and the values that are known for them; data points by their code for a word.
 *
 * @param asked also where nothing is typed yet
 */
export function completions(text: string, caret: number, known: Known, asked = false): readonly Completion[] {
  if (/\S/.test(text[caret] ?? ' ')) return [];
  const start = tokenStart(text, caret);
  if (start === undefined) return [];
  const from = text[start] === '-' ? start + 1 : start;
  const token = text.slice(from, caret);
  const [, key, list] = /^(type|dp|from|device|verdict):(.*)$/is.exec(token) ?? [];
  if (key !== undefined && list !== undefined) {
    const piece = lastPiece(list);
    const typed = piece.startsWith('"') ? piece.slice(1).replace(/\\(["\\])/g, '$1') : piece;
    return matching(choicesOf(key.toLowerCase(), known), typed).map(({ text: own, hint }) => ({
      text: key.toLowerCase() === 'dp' ? point(own) : quoted(own),
      ...(hint !== undefined && { hint }),
      from: caret - piece.length,
      to: caret,
    }));
  }
  if (token === '' && !asked) return [];
  if (/["/]/.test(token)) return [];
  const keys = keysOf(known)
    .filter((own) => own.startsWith(token.toLowerCase()) && own !== token)
    .map((own): Completion => ({ text: own, from, to: caret, isKey: true }));
  const points = token.length < shortestWord ? [] : matching(choicesOf('dp', known), token);
  return [
    ...keys,
    ...points.map(({ text: own, hint }) => ({
      text: `dp:${point(own)}`,
      ...(hint !== undefined && { hint }),
      from,
      to: caret,
    })),
  ].slice(0, atMost);
}

/** The text with a completion in it, and where the caret stands then. */
export function completed(
  text: string,
  { text: own, from, to, isKey }: Completion,
): { text: string; caret: number } {
  const rest = text.slice(to);
  const space = isKey || rest.startsWith(' ') ? '' : ' ';
  const before = `${text.slice(0, from)}${own}${space}`;
  return { text: before + rest, caret: before.length };
}

/** Where the term at the caret begins; undefined within a quotation that isn't a key's. */
function tokenStart(text: string, caret: number): number | undefined {
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < caret; at++) {
    const own = text[at];
    if (own === '\\' && isQuoted) at++;
    else if (own === '"') isQuoted = !isQuoted;
    else if (!isQuoted && own !== undefined && /\s/.test(own)) start = at + 1;
  }
  return isQuoted && text[start] === '"' ? undefined : start;
}

/** Of a list, what stands behind the last comma that is in no quotation. */
function lastPiece(list: string): string {
  const before = /^(?:(?:"(?:[^"\\]|\\.)*"|[^",]*),)*/.exec(list)?.[0] ?? '';
  return list.slice(before.length);
}

function keysOf({ snapshot }: Known): readonly string[] {
  return [
    ...['dp:', 'type:', 'from:'],
    ...(snapshot.devices.length > 1 ? ['device:'] : []),
    ...['value', 'raw'],
    ...(snapshot.hasCommands ? ['verdict:', 'latency'] : []),
  ];
}

function choicesOf(key: string, { snapshot, names }: Known): readonly Choice[] {
  switch (key) {
    case 'dp':
      return pointsOf(snapshot);
    case 'device':
      return snapshot.devices.map(({ name, id }) => ({ text: name, words: [name, id] }));
    case 'type': {
      const met = new Set(snapshot.counts.map(({ type }) => type));
      const all = Object.entries(names.types).map(([type, name]) => ({ met: met.has(Number(type)), name }));
      return all
        .sort((a, b) => Number(b.met) - Number(a.met))
        .map(({ name }) => ({ text: name, words: [name] }));
    }
    case 'verdict':
      return names.verdicts.map((name) => ({ text: name, words: [name] }));
    default:
      return Object.values(names.sources).map((name) => ({ text: name, words: [name] }));
  }
}

function pointsOf({ devices }: Known['snapshot']): readonly Choice[] {
  const points = new Map<string, Choice>();
  for (const { code, name, dpId } of devices.flatMap(({ codes }) => codes)) {
    if (points.has(code)) continue;
    const hint = [...(name === undefined ? [] : [name]), ...(dpId === undefined ? [] : [`DP ${dpId}`])].join(
      ' · ',
    );
    points.set(code, {
      text: code,
      ...(hint !== '' && { hint }),
      words: [code, ...(name === undefined ? [] : [name]), ...(dpId === undefined ? [] : [String(dpId)])],
    });
  }
  return [...points.values()];
}

/** Those that begin with what is typed come first. */
function matching(choices: readonly Choice[], typed: string): readonly Choice[] {
  const wanted = typed.toLowerCase();
  const rank = ({ words }: Choice): number => {
    const places = words.map((word) => word.toLowerCase().indexOf(wanted)).filter((at) => at >= 0);
    return places.length === 0 ? Infinity : Math.min(...places) === 0 ? 0 : 1;
  };
  return choices
    .map((choice) => ({ choice, rank: rank(choice) }))
    .filter((own) => own.rank !== Infinity && own.choice.text !== typed)
    .sort((a, b) => a.rank - b.rank)
    .map(({ choice }) => choice)
    .slice(0, atMost);
}

/** Bare digits are a number in the firmware as well. */
function point(code: string): string {
  return /^\d+$/.test(code) ? `"${code}"` : quoted(code);
}

function quoted(text: string): string {
  return /^[^\s,"]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}
