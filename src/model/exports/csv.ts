import { stringify } from 'csv-stringify/sync';

export type CsvCell = string | number | boolean | undefined;

/**
 * A table as RFC 4180 has it: CRLF, quotes where needed. Cells that a spreadsheet would run as a formula get an
 * apostrophe in front, as OWASP advises: names come from whoever owns the devices.
 * @param bom for spreadsheets that take a file without one for another encoding
 */
export function toCsv(
  columns: readonly string[],
  rows: readonly (readonly CsvCell[])[],
  options: { readonly bom?: boolean } = {},
): string {
  return csvLines([columns, ...rows], options);
}

/** Lines of such a table without a head, for tables that are written piece by piece. */
export function csvLines(
  rows: readonly (readonly CsvCell[])[],
  options: { readonly bom?: boolean } = {},
): string {
  return stringify(
    rows.map((row) => row.map(cellText)),
    {
      record_delimiter: '\r\n',
      // Numbers stay as they are: a minus in front of digits is no formula.
      escape_formulas: true,
      // Lone line breaks inside a cell too: readers take any of them for the end of a row.
      quoted_match: /[\r\n]/,
      bom: options.bom ?? false,
    },
  );
}

function cellText(cell: CsvCell): string | number {
  if (typeof cell === 'number') return cell;
  const text = cell === undefined ? '' : String(cell);
  // The library knows every other first character; a line feed is skipped by some spreadsheets.
  return text.startsWith('\n') ? `'${text}` : text;
}
