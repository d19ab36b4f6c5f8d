import { throwIfAborted } from '../../../base/errors.js';
import { csvLines, type CsvCell } from '../../exports/csv.js';
import type { LogRow } from '../rows/logTypes.js';
import { exportColumns, exportedRow, type ExportContext, type ExportedRow } from './exportedRow.js';

export const logFormats = ['csv', 'jsonl', 'markdown'] as const;
export type LogFormat = (typeof logFormats)[number];

/** Rows of one piece: a fraction of a frame's time. */
const sliceSize = 500;

/**
 * Rows as the text of a file, piece by piece: between two pieces everything else has its turn. What is exported is
 * what the rows hold, uncut and undecoded.
 */
export async function* exportLog(
  rows: Iterable<LogRow>,
  format: LogFormat,
  context: ExportContext,
  options: { readonly signal?: AbortSignal; readonly bom?: boolean } = {},
): AsyncGenerator<string> {
  yield head(format, options.bom ?? false);
  let slice: ExportedRow[] = [];
  for (const row of rows) {
    slice.push(exportedRow(row, context));
    if (slice.length < sliceSize) continue;
    yield body(slice, format);
    slice = [];
    await new Promise((resolve) => void setImmediate(resolve));
    throwIfAborted(options.signal);
  }
  if (slice.length > 0) yield body(slice, format);
}

function head(format: LogFormat, bom: boolean): string {
  switch (format) {
    case 'csv':
      return csvLines([exportColumns], { bom });
    case 'jsonl':
      return '';
    case 'markdown':
      return `| ${exportColumns.join(' | ')} |\n|${' --- |'.repeat(exportColumns.length)}\n`;
  }
}

function body(rows: readonly ExportedRow[], format: LogFormat): string {
  switch (format) {
    case 'csv':
      return csvLines(rows.map((row) => exportColumns.map((column) => csvCell(column, row))));
    case 'jsonl':
      return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    case 'markdown':
      return rows
        .map((row) => `| ${exportColumns.map((column) => markdownCell(row[column])).join(' | ')} |\n`)
        .join('');
  }
}

/** A value that is a number, digit for digit, is written as one: spreadsheets then calculate with it. */
function csvCell(column: keyof ExportedRow, row: ExportedRow): CsvCell {
  const cell = row[column];
  if (column !== 'value' && column !== 'source') return cell;
  const number = Number(cell);
  return cell !== '' && Number.isFinite(number) && String(number) === cell ? number : cell;
}

/** Text that stays text: no markup, no formula, no link (bare ones too), no end of the cell. */
function markdownCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  return String(value)
    .replace(/[\\`*_[\]<>|~#&$@]|:(?=\/\/)|(?<=www)\./gi, String.raw`\$&`)
    .replace(/\r\n|[\r\n\u2028\u2029]/g, ' ');
}
