import { stringify } from 'csv-stringify/sync';

export type CsvCell = string | number | boolean | undefined;

export interface CsvOptions {
  /** For spreadsheets that take a file without one for another encoding. */
  readonly bom?: boolean;
  /** Columns whose text the cloud makes: they are exact, so that a key that begins with `=` stays a key. */
  readonly exact?: ReadonlySet<number>;
}

/**
 * A table as RFC 4180 has it: CRLF, quotes where needed. Text of people, whatever column it stands in unless that is
 * exact, gets an apostrophe before what a spreadsheet would run as a formula, as OWASP advises.
 */
export function toCsv(
  columns: readonly string[],
  rows: readonly (readonly CsvCell[])[],
  options: CsvOptions = {},
): string {
  return csvLines([columns, ...rows], options);
}

/** Lines of such a table without a head, for tables that are written piece by piece. */
export function csvLines(
  rows: readonly (readonly CsvCell[])[],
  { bom = false, exact }: CsvOptions = {},
): string {
  return stringify(
    rows.map((row) => row.map((cell, column) => cellText(cell, exact?.has(column) === true))),
    {
      record_delimiter: '\r\n',
      // Separators of other locales and lone line breaks too: readers take any of them for the end of a cell.
      quoted_match: /[\r\n;\t]/,
      bom,
    },
  );
}

/**
 * Where a spreadsheet may see a formula begin: at the first visible character of the text, or of what follows a line
 * break or a list separator of any locale, whose quotes it doesn't understand. Full-width signs count as well. What is
 * skipped ends at the next separator, so that a long text is gone over once.
 */
const formula =
  /(^|[\r\n;\t|])((?:(?![\r\n;\t|])[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}"'])*)(?=[=+\-@＝＋－＠])/gu;

function cellText(cell: CsvCell, isExact: boolean): string | number {
  // Numbers stay as they are: a minus in front of digits is no formula.
  if (typeof cell === 'number') return cell;
  const text = cell === undefined ? '' : String(cell);
  return isExact ? text : text.replace(formula, "$1$2'");
}

/** The places of the columns that are exact, for {@link CsvOptions}. */
export function exactColumns<Name extends string>(
  columns: readonly Name[],
  isExact: (name: Name) => boolean,
): ReadonlySet<number> {
  return new Set(columns.flatMap((name, at) => (isExact(name) ? [at] : [])));
}
