/**
 * Text that stays text in a Markdown table: no markup, no end of the cell, and no link. Readers make links of bare
 * addresses too, of `//host` and of any name with a dot: what holds such together is escaped.
 */
export function markdownCellText(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|~#&$@!]|:(?=\/)|\/(?=\/)|(?<=\/)\/|\.(?=\p{L})|(?<=www)\./giu, String.raw`\$&`)
    .replace(/\r\n|[\r\n\u2028\u2029]/g, ' ');
}
