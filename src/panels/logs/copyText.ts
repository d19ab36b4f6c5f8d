import { exportedRow, type ExportedRow } from '../../model/logs/export/exportedRow.js';
import type { LogRow } from '../../model/logs/rows/logTypes.js';
import type { OpenLog } from '../../model/logs/open/openLog.js';
import { sliceTime, takeBreak } from '../../base/timeSlicing.js';
import type { CopyWhat } from '../../protocol/logRequests.js';
import { exportContext } from './exportContext.js';
import { rowJson } from './rowDetails.js';

/**
 * Rows for the clipboard: the values as the cloud sent them, one a line; the rows as tab-separated lines of time,
 * device, event, data point, value and source; or by the cloud's own fields. Takes breaks.
 */
export async function copyText(
  rows: Iterable<LogRow>,
  what: CopyWhat,
  log: OpenLog,
  signal?: AbortSignal,
): Promise<{ readonly text: string; readonly count: number }> {
  const context = exportContext(log);
  const texts: string[] = [];
  let isOver = sliceTime();
  for (const row of rows) {
    if (isOver()) {
      await takeBreak(signal);
      isOver = sliceTime();
    }
    if (what === 'value') texts.push(row.value ?? '');
    else if (what === 'rows') texts.push(line(exportedRow(row, context)));
    else texts.push(rowJson(row, log));
  }
  const isList = what === 'json' && texts.length !== 1;
  return {
    text: isList ? `[\n${texts.join(',\n')}\n]` : texts.join('\n'),
    count: texts.length,
  };
}

function line({ time, device, type_name, code = '', value = '', source_name = '' }: ExportedRow): string {
  return [time, device, type_name, code, value, source_name]
    .map((cell) => guarded(cell.replace(/[\t\r\n]+/g, ' ')))
    .join('\t');
}

/** What a spreadsheet would run as a formula gets an apostrophe in front, as in a CSV file; numbers stay numbers. */
function guarded(cell: string): string {
  if (!/^[=+\-@\uff0b\uff0d\uff1d\uff20]/.test(cell)) return cell;
  const number = Number(cell);
  return Number.isFinite(number) && String(number) === cell ? cell : `'${cell}`;
}
