/** Text that stays text in a Markdown table: no markup, no link (bare ones too), no end of the cell. */
export function markdownCellText(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|~#&$@!]|:(?=\/\/)|(?<=www)\./gi, String.raw`\$&`)
    .replace(/\r\n|[\r\n\u2028\u2029]/g, ' ');
}
