import { isCollection, isMap, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import type { FileProblem, Place } from './expectationFile.js';
import { limits } from './shapes.js';
import { refusedYaml } from './yamlSubset.js';

type Path = readonly (string | number)[];

/** A text that is YAML, as plain values that know where they stand. */
export interface YamlText {
  readonly value: unknown;
  /** Of a value; with a key, of that key in it. What isn't there has the place of what it is missing in. */
  place(path: Path, key?: string): Place;
}

export type YamlReading =
  | { readonly ok: true; readonly yaml: YamlText }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** Reads YAML of a bounded size, without references and types of its own. Takes time in proportion to the text. */
export function readYaml(text: string): YamlReading {
  const lines = new LineCounter();
  if (text.length > limits.file) return failed([{ reason: 'tooLong', place: nowhere, limit: limits.file }]);
  const bad = refusedYaml(text);
  // The counter is filled by the parser, which hasn't read it.
  if (bad) return failed([{ reason: bad.reason, place: placeIn(text, bad.offset, bad.length) }]);
  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      lineCounter: lines,
      schema: 'core',
      // Compares every key with every other one; the visit below does it in one go.
      uniqueKeys: false,
      prettyErrors: false,
      // More than one document is an error.
      logLevel: 'error',
    });
  } catch {
    // Nested beyond what a stack holds.
    return failed([{ reason: 'tooDeep', place: nowhere }]);
  }
  const placeOf = (from: number, to: number): Place => between(lines, from, to);
  const broken = [...document.errors, ...document.warnings].map(({ pos: [from, to] }) => ({
    reason: 'notYaml' as const,
    place: placeOf(from, Math.max(to, from + 1)),
  }));
  const problems = [...broken, ...doubles(document, placeOf)];
  if (problems.length > 0) return failed(problems.slice(0, problemsAtMost));
  return {
    ok: true,
    yaml: {
      value: document.toJS({ maxAliasCount: 0 }),
      place: (path, key) => placeOf(...rangeOf(document, path, key)),
    },
  };
}

/** Beyond it nobody reads on. */
export const problemsAtMost = 50;
export const nowhere: Place = { line: 0, column: 0, endLine: 0, endColumn: 1 };

function failed(problems: readonly FileProblem[]): YamlReading {
  return { ok: false, problems };
}

function doubles(document: Document.Parsed, placeOf: (from: number, to: number) => Place): FileProblem[] {
  const found: FileProblem[] = [];
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<string | undefined>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? plainKey(key.value) : undefined;
        const [from = 0, to = 1] = (isScalar(key) || isCollection(key) ? key.range : undefined) ?? [];
        if (name === undefined) found.push({ reason: 'notYaml', place: placeOf(from, to) });
        else if (seen.has(name)) found.push({ reason: 'duplicateKey', place: placeOf(from, to), name });
        seen.add(name);
      }
    },
  });
  return found;
}

/** As the name of a field has it. */
function plainKey(key: unknown): string | undefined {
  return typeof key === 'string' || typeof key === 'number' || typeof key === 'boolean'
    ? String(key)
    : undefined;
}

function rangeOf(document: Document.Parsed, path: Path, key: string | undefined): [number, number] {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (key !== undefined && length === path.length && isMap(node)) {
      const pair = node.items.find((each) => isScalar(each.key) && String(each.key.value) === key);
      if (pair && isScalar(pair.key) && pair.key.range) return [pair.key.range[0], pair.key.range[1]];
    }
    if ((isScalar(node) || isCollection(node)) && node.range) return [node.range[0], node.range[1]];
  }
  return [0, 1];
}

/** Of what spans lines the first one alone: a whole step underlined says less than its first words. */
function between(lines: LineCounter, from: number, to: number): Place {
  const start = lines.linePos(from);
  const end = lines.linePos(Math.max(to, from + 1));
  const [line, column] = [Math.max(start.line - 1, 0), Math.max(start.col - 1, 0)];
  return end.line - 1 > line
    ? { line, column, endLine: line + 1, endColumn: 0 }
    : { line, column, endLine: line, endColumn: end.col - 1 };
}

function placeIn(text: string, offset: number, length: number): Place {
  const before = text.slice(0, offset);
  const line = before.split('\n').length - 1;
  const column = offset - (before.lastIndexOf('\n') + 1);
  return { line, column, endLine: line, endColumn: column + length };
}
