import { throwIfAborted } from '../../../base/errors.js';
import { writtenOut } from '../../../base/invisible.js';
import { csvLines, exactColumns, type CsvCell } from '../../exports/csv.js';
import { markdownCellText } from '../../exports/markdownCell.js';
import type { LogRow } from '../rows/logTypes.js';
import { exportColumns, exportedRow, type ExportContext, type ExportedRow } from './exportedRow.js';

export const logFormats = ['csv', 'jsonl', 'markdown'] as const;
export type LogFormat = (typeof logFormats)[number];

/** Rows of one piece: a fraction of a frame's time. */
const sliceSize = 500;

/**
 * Rows as the text of a file, piece by piece: between two pieces everything else has its turn. What is exported is
 * what the rows hold, uncut; what values mean stands in columns of its own.
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
      return csvLines(
        rows.map((row) => exportColumns.map((column) => csvCell(column, row))),
        { exact },
      );
    case 'jsonl':
      return rows.map(jsonLine).join('');
    case 'markdown':
      return rows
        .map((row) => `| ${exportColumns.map((column) => markdownCell(row[column])).join(' | ')} |\n`)
        .join('');
  }
}

/** Device and row keys are the cloud's; names are people's, and codes and values a firmware's. */
const exact = exactColumns(exportColumns, (name) =>
  ['time', 'device_id', 'row_key', 'command'].includes(name),
);

/** A value that is a number, digit for digit, is written as one: spreadsheets then calculate with it. */
function csvCell(column: keyof ExportedRow, row: ExportedRow): CsvCell {
  const cell = row[column];
  if (column !== 'value' && column !== 'source') return cell;
  const number = Number(cell);
  return cell !== '' && Number.isFinite(number) && String(number) === cell ? number : cell;
}

function markdownCell(value: string | number | undefined): string {
  return value === undefined ? '' : markdownCellText(String(value));
}

/**
 * What JSON lets stand and other programs obey is written as an escape: controls that a terminal takes for the start of a
 * command, as C0 and C1 are, line ends of some readers, and marks that turn the reading direction.
 */
const obeyed = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** One line of JSON Lines, its end included. */
export function jsonLine(row: object): string {
  return `${JSON.stringify(row).replace(obeyed, writtenOut)}\n`;
}
