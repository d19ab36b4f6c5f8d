import type { ChartRows } from '../../src/model/logs/chart/laneRows.js';
import type { LogRow } from '../../src/model/logs/rows/logTypes.js';
import { RowColumns } from '../../src/model/logs/table/rowColumns.js';

/** Rows as a chart gets them, oldest first, with the ids that they have. */
export function chartRows(rows: Iterable<LogRow>): ChartRows {
  const columns = new RowColumns();
  const ids: number[] = [];
  const slots: number[] = [];
  for (const { id, device, time, type, from, code, value } of rows) {
    const slot = columns.add(device, {
      eventTime: time,
      eventId: type,
      ...(from !== undefined && { eventFrom: from }),
      ...(code !== undefined && { code }),
      ...(value !== undefined && { value }),
      extra: {},
    });
    ids[slot] = id;
    slots.push(slot);
  }
  return {
    slots: Int32Array.from(slots),
    columns: Object.assign(columns, { idOf: (slot: number) => ids[slot] ?? Number.NaN }),
  };
}
