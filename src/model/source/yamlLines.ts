/** One line of a YAML file that says something: a key with its value, or an item of a list. */
export interface YamlLine {
  /** Columns before the key; a dash counts as one. */
  readonly indent: number;
  /** Whether the line begins an item of a list. */
  readonly isItem: boolean;
  readonly key: string;
  readonly keyStart: number;
  /** Without quotes and comment; '' where the value stands on the next lines. */
  readonly value: string;
  readonly valueStart: number;
  /** The whole line, for what is code inside of YAML. */
  readonly line: string;
  readonly lineStart: number;
}

const keyed =
  /^(?<blank>[ ]*)(?<dash>(?:-[ ]+)*)(?<key>"[^"]{1,100}"|'[^']{1,100}'|[\w.-]{1,100})[ ]*:(?=[ ]|$)[ ]*(?<value>.*)$/u;
const longestLine = 2_000;

/**
 * Lines of the form `key: value`, with their places. It reads no YAML: anchors, tags and flow style are left to those who
 * build the file; what stands here are the few keys that have to do with data points.
 */
export function* yamlLines(text: string): Generator<YamlLine> {
  let lineStart = 0;
  while (lineStart <= text.length) {
    const newline = text.indexOf('\n', lineStart);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(lineStart, Math.min(end, lineStart + longestLine)).replace(/\r$/u, '');
    const read = lineOf(line, lineStart);
    yield (
      read ?? {
        indent: line.search(/\S|$/u),
        isItem: false,
        key: '',
        keyStart: lineStart,
        value: '',
        valueStart: lineStart,
        line,
        lineStart,
      }
    );
    if (newline < 0) return;
    lineStart = newline + 1;
  }
}

function lineOf(line: string, lineStart: number): YamlLine | undefined {
  const groups = keyed.exec(line)?.groups;
  if (!groups) return undefined;
  const { blank = '', dash = '', key = '', value = '' } = groups;
  const indent = blank.length + dash.length;
  const isQuoted = key.startsWith('"') || key.startsWith("'");
  const plain = plainValue(value);
  const offset = value.startsWith('"') || value.startsWith("'") ? 1 : 0;
  return {
    indent,
    isItem: dash !== '',
    key: isQuoted ? key.slice(1, -1) : key,
    keyStart: lineStart + indent + (isQuoted ? 1 : 0),
    value: plain,
    valueStart: lineStart + line.length - value.length + offset,
    line,
    lineStart,
  };
}

/** Without its quotes; of what isn't quoted, without a comment. */
function plainValue(value: string): string {
  const quote = value[0];
  if (quote === '"' || quote === "'") {
    const end = value.indexOf(quote, 1);
    return end < 0 ? value.slice(1) : value.slice(1, end);
  }
  if (value.startsWith('#')) return '';
  const comment = value.indexOf(' #');
  return (comment < 0 ? value : value.slice(0, comment)).trimEnd();
}
