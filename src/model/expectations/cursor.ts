import { stepKinds, type StepKind } from './shapes.js';

/** Where in a file somebody types or looks, whether it can be read or not. */
export interface Cursor {
  /** What the keys around it belong to. */
  readonly block: 'file' | 'devices' | 'device' | 'points' | 'step' | 'other';
  /** Set where it stands in the value of a key. */
  readonly key?: string;
  /** The keys of the block with their values, the one it stands at included. */
  readonly keys: ReadonlyMap<string, string>;
  readonly kind?: StepKind;
}

interface Line {
  /** Where its text begins, hyphens of lists aside. */
  readonly indent: number;
  /** Where its last hyphen stands. */
  readonly hyphen?: number;
  readonly key?: string;
  readonly value: string;
  readonly isBlank: boolean;
}

/** Goes by indentation and what stands on the line: half a file is what most files are while somebody types. */
export function cursorAt(lines: readonly string[], line: number, column: number): Cursor {
  const text = lines[line] ?? '';
  const own = readLine(text);
  const indent = own.isBlank && own.hyphen === undefined ? column : own.indent;
  const inFlow = flowAt(text, column);
  const keys = new Map<string, string>();
  const path = ancestors(lines, line, { ...own, indent }, keys);
  if (inFlow) {
    if (own.key !== undefined) path.unshift(own.key);
    const flowKeys = pairsOf(inFlow.whole);
    return cursor(path, flowKeys, valueKey(inFlow.before));
  }
  const key = own.key !== undefined && column > text.indexOf(':', own.indent) ? own.key : undefined;
  return cursor(path, keys, key);
}

/** @param path the keys above it, the nearest first; `-` for an entry of a list */
function cursor(path: readonly string[], keys: ReadonlyMap<string, string>, key: string | undefined): Cursor {
  const at = key === undefined ? {} : { key };
  const kind = stepKinds.find((each) => keys.has(each));
  const [first, second, third] = path;
  if (first === undefined) return { block: 'file', keys, ...at };
  if (first === 'devices' && second === undefined) return { block: 'devices', keys, ...at };
  if (second === 'devices' && third === undefined) return { block: 'device', keys, ...at };
  if (first === '-' && second === 'steps') return { block: 'step', keys, ...at, ...(kind && { kind }) };
  if (first === 'send') return { block: 'points', keys, ...at };
  return { block: 'other', keys, ...at };
}

function ancestors(lines: readonly string[], line: number, own: Line, keys: Map<string, string>): string[] {
  const path: string[] = [];
  let { indent } = own;
  let isItem = own.hyphen !== undefined;
  if (own.key !== undefined) keys.set(own.key, own.value);
  for (let at = line + 1; at < lines.length; at++) {
    const next = readLine(lines[at] ?? '');
    if (next.isBlank && next.hyphen === undefined) continue;
    if (next.indent < indent || (next.indent === indent && next.hyphen !== undefined)) break;
    if (next.indent === indent && next.key !== undefined) keys.set(next.key, next.value);
  }
  if (isItem) {
    path.push('-');
    indent = own.hyphen ?? indent;
  }
  for (let at = line - 1; at >= 0; at--) {
    const above = readLine(lines[at] ?? '');
    if (above.isBlank && above.hyphen === undefined) continue;
    const isBlockOfOwn = path.length === 0 && above.indent === indent;
    if (isBlockOfOwn && above.key !== undefined) keys.set(above.key, above.value);
    if (isBlockOfOwn && above.hyphen !== undefined) {
      path.push('-');
      indent = above.hyphen;
      isItem = true;
      continue;
    }
    // A list may stand as far left as the key it belongs to.
    const isParent =
      above.indent < indent || (isItem && above.indent === indent && above.hyphen === undefined);
    if (!isParent || above.key === undefined) continue;
    path.push(above.key);
    isItem = above.hyphen !== undefined;
    if (isItem) path.push('-');
    indent = above.hyphen ?? above.indent;
    if (indent === 0 && !isItem) break;
  }
  return path;
}

function readLine(text: string): Line {
  const [, blanks = '', hyphens = '', rest = ''] = /^( *)((?:- *)*)(.*)$/.exec(text) ?? [];
  const indent = blanks.length + hyphens.length;
  const hyphen = hyphens === '' ? undefined : blanks.length + hyphens.lastIndexOf('-');
  const [, quoted, plain, value = ''] =
    /^(?:"([^"]*)"|([^\s:#{}[\],](?:[^:#{}[\],]*[^\s:#{}[\],])?)) *:(?: +(.*)|)$/.exec(rest) ?? [];
  const key = quoted ?? plain;
  return {
    indent,
    ...(hyphen !== undefined && { hyphen }),
    ...(key !== undefined && { key }),
    value: plainValue(value),
    isBlank: rest === '' || rest.startsWith('#'),
  };
}

/** The map in braces that a column stands in, on one line. */
function flowAt(
  text: string,
  column: number,
): { readonly before: string; readonly whole: string } | undefined {
  let open: number[] = [];
  for (let at = 0; at < column; at++) {
    if (text[at] === '{') open.push(at);
    if (text[at] === '}') open = open.slice(0, -1);
  }
  const start = open.at(-1);
  if (start === undefined) return undefined;
  const end = text.indexOf('}', column);
  return {
    before: text.slice(start + 1, column),
    whole: text.slice(start + 1, end === -1 ? undefined : end),
  };
}

function pairsOf(flow: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const part of flow.split(',')) {
    const key = keyOf(part);
    if (key !== undefined) pairs.set(key, plainValue(part.slice(part.indexOf(':') + 1)));
  }
  return pairs;
}

/** The key whose value is being typed. */
function valueKey(before: string): string | undefined {
  return keyOf(before.slice(before.lastIndexOf(',') + 1));
}

/** Undefined where no colon follows. */
function keyOf(part: string): string | undefined {
  const end = part.indexOf(':');
  const key = part.slice(0, Math.max(end, 0)).trim().replace(/^"|"$/g, '');
  return key === '' || key.includes('"') ? undefined : key;
}

function plainValue(text: string): string {
  return text
    .replace(/\s#.*$/, '')
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2');
}
