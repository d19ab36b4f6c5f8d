import { chartSeries } from '../../src/model/logs/chart/chartSeries.js';
import type { LogRow } from '../../src/model/logs/rows/logTypes.js';
import { chartRows } from '../support/chartRows.js';
import { contest } from './measure.js';

const million = 1_000_000;
const codes = ['switch_1', 'cur_power', 'cur_voltage', 'temp_current'];
const rows: readonly LogRow[] = Array.from({ length: million }, (_, index) => {
  const code = codes[index % codes.length] ?? '';
  const value = code === 'switch_1' ? String(index % 400 < 200) : String(2000 + ((index * 7919) % 500));
  return { id: index, device: 0, time: index * 100, type: 7, from: '1', code, value };
});
const columns = chartRows(rows);
const request = { from: 0, to: million * 100, lanes: [], points: 2000 };

/** One pass that reads each value and keeps the lowest and highest of all. */
function lowestAndHighest(): number {
  let low = Infinity;
  let high = -Infinity;
  for (const { value } of rows) {
    const number = Number(value);
    if (number < low) low = number;
    if (number > high) high = number;
  }
  return high - low;
}

await contest({
  name: 'Chart: lanes out of 1,000,000 rows',
  ours: () => chartSeries(columns, request),
  bare: lowestAndHighest,
  count: million,
  unit: 'row',
});
