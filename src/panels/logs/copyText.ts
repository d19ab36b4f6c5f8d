import { exportedRow, type ExportedRow } from '../../model/logs/export/exportedRow.js';
import type { LogRow } from '../../model/logs/logTypes.js';
import type { OpenLog } from '../../model/logs/open/openLog.js';
import { exportContext } from './exportContext.js';
import { wireJson } from './rowDetails.js';

/**
 * Rows for the clipboard: the values as the cloud sent them, one a line; the rows as tab-separated lines of time,
 * device, event, data point, value and source; or by the cloud's own fields.
 */
export function copyText(
  rows: readonly LogRow[],
  what: 'value' | 'rows' | 'json',
  { devices }: OpenLog,
): string {
  const context = exportContext(devices);
  switch (what) {
    case 'value':
      return rows.map(({ value }) => value ?? '').join('\n');
    case 'rows':
      return rows.map((row) => line(exportedRow(row, context))).join('\n');
    case 'json': {
      const texts = rows.map((row) => wireJson(row, devices.idOf(row.device)));
      return texts.length === 1 ? (texts[0] ?? '') : `[\n${texts.join(',\n')}\n]`;
    }
  }
}

function line({ time, device, type_name, code = '', value = '', source_name = '' }: ExportedRow): string {
  return [time, device, type_name, code, value, source_name]
    .map((cell) => cell.replace(/[\t\r\n]+/g, ' '))
    .join('\t');
}
