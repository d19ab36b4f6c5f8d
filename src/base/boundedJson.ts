// What comes from a cloud may be nested as deep and be as wide as an answer can hold. Everything here takes time and
// gives text in proportion to the value's own JSON, and its recursion ends at a fixed depth.

/** Levels of nesting that are read, shown and written; nobody nests deeper what they mean to be read. */
export const deepestLevel = 100;

/** Stands for each value below the deepest level. */
export const nestedDeeper = '… nested deeper';

/**
 * Levels that are laid out, deeper ones stand on one line: indentation grows with depth, and four kilobytes of brackets
 * would become eight megabytes of blanks.
 */
const laidOutLevels = 20;

/** A JSON value as text on one line; '' for what JSON doesn't have. */
export function jsonText(value: unknown): string {
  return compact(value, deepestLevel);
}

/**
 * A JSON value as text with a line for each part, as `JSON.stringify` lays it out.
 * @param indent blanks for each level
 * @param longest in UTF-16 units: the text ends soon after it, in the middle of the value
 */
export function laidOutJson(
  value: unknown,
  { indent = 2, longest = Infinity }: { readonly indent?: number; readonly longest?: number } = {},
): string {
  const text: Text = { written: '', longest, blanks: ' '.repeat(indent) };
  write(text, value, 0);
  return text.written;
}

/** Whether a JSON value has lists or objects within so many levels of them. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (!isContainer(value)) return false;
  if (levels === 0) return true;
  const parts: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return parts.some((part) => isDeeperThan(part, levels - 1));
}

/** Whether two JSON values say the same; the order of an object's fields says nothing. */
export function isSameJson(one: unknown, other: unknown): boolean {
  const pairs: (readonly [unknown, unknown])[] = [[one, other]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [a, b] = pair;
    if (a === b) continue;
    if (!isContainer(a) || !isContainer(b) || Array.isArray(a) !== Array.isArray(b)) return false;
    const names = Object.keys(a);
    if (names.length !== Object.keys(b).length) return false;
    for (const name of names) {
      if (!Object.hasOwn(b, name)) return false;
      pairs.push([a[name], b[name]]);
    }
  }
  return true;
}

interface Text {
  written: string;
  readonly longest: number;
  readonly blanks: string;
}

function write(text: Text, value: unknown, level: number): void {
  if (!isContainer(value) || level === laidOutLevels) {
    text.written += compact(value ?? null, deepestLevel - level);
    return;
  }
  const isList = Array.isArray(value);
  const line = `\n${text.blanks.repeat(level)}`;
  let before = isList ? '[' : '{';
  for (const name of Object.keys(value)) {
    if (text.written.length > text.longest) return;
    const part = value[name];
    if (part === undefined && !isList) continue;
    text.written += `${before}${line}${text.blanks}${isList ? '' : `${JSON.stringify(name)}: `}`;
    write(text, part, level + 1);
    before = ',';
  }
  if (before === ',') text.written += `${line}${isList ? ']' : '}'}`;
  else text.written += isList ? '[]' : '{}';
}

function compact(value: unknown, levels: number): string {
  return JSON.stringify(isDeeperThan(value, levels) ? cut(value, levels) : value) ?? '';
}

function cut(value: unknown, levels: number): unknown {
  if (!isContainer(value)) return value;
  if (levels === 0) return nestedDeeper;
  if (Array.isArray(value)) return value.map((part: unknown) => cut(part, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, cut(part, levels - 1)]));
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
