import { PointNames } from '../../src/model/details/pointNames.js';
import { DeviceStore } from '../../src/model/fleet/deviceStore.js';
import { chartSeries } from '../../src/model/logs/chart/chartSeries.js';
import { LogDevices } from '../../src/model/logs/open/logDevices.js';
import { LogTable } from '../../src/model/logs/table/logTable.js';
import type { LogView } from '../../src/model/logs/view/logView.js';
import type { KnownModel } from '../../src/model/products/productModel.js';
import type { PointModel } from '../../src/model/values/pointModel.js';
import { rowDto } from '../../src/panels/logs/rowDto.js';
import { Dice } from '../support/logEntries.js';
import { filterOf, searchWords } from '../support/logFilter.js';
import { modelOf, noModels, unreadModel } from '../support/productModels.js';
import { codes, newest, pages, viewOf } from './busyLog.js';
import { contest } from './measure.js';

console.log('A log of 100,000 rows whose product explains its data points, beside the same log without');
const count = 100_000;

const points: Readonly<Record<string, Omit<PointModel, 'code'>>> = {
  switch_1: { dpId: 1, type: 'boolean', access: 'rw' },
  cur_power: { dpId: 19, type: 'integer', scale: 1, unit: 'W', min: 0, max: 50_000 },
  cur_voltage: { dpId: 20, type: 'integer', scale: 1, unit: 'V', min: 0, max: 5000 },
  temp_current: { dpId: 24, type: 'integer', scale: 1, unit: '°C', min: -200, max: 1000 },
  temp_set: { dpId: 16, type: 'integer', scale: 1, unit: '°C' },
  mode: { dpId: 4, type: 'enum', range: ['white', 'colour', 'scene'], labels: ['White', 'Colour', 'Scene'] },
  countdown: { dpId: 9, type: 'integer', scale: 0, unit: 's' },
  fault: { dpId: 26, type: 'bitmap', labels: ['ov_cr', 'ov_vol', 'ov_pwr', 'ls_cr', 'ls_vol', 'ls_pow'] },
};
const model = modelOf(codes.map((code) => ({ code, ...points[code] })));

function devicesWith(known: KnownModel): LogDevices {
  const devices = new DeviceStore();
  devices.put('p', [{ id: 'a', productId: 'x', status: [], extra: {} }], 1);
  return new LogDevices(
    { projectId: 'p', deviceIds: ['a'] },
    {
      devices,
      names: new PointNames(),
      models: { ...noModels, known: () => known },
      connections: { client: () => Promise.reject(new Error('No cloud is there.')) },
      clock: { now: () => 1 },
    },
  );
}

/** What such a data point reports: the busy log has any value with any code. */
function reported(code: string | undefined, dice: Dice): string {
  switch (code) {
    case 'switch_1':
      return String(dice.chance(0.5));
    case 'mode':
      return dice.pick(['white', 'colour', 'scene']);
    case 'fault':
      return String(dice.chance(0.9) ? 0 : 1 << dice.below(6));
    default:
      return String(dice.below(100_000));
  }
}

const dice = new Dice(5);
const read = [...pages(count)].map((page) =>
  page.map((row) => ({ ...row, value: reported(row.code, dice) })),
);
const filled = (): LogTable => {
  const table = new LogTable({ capacity: count });
  for (const page of read) table.merge(0, page, 'newest');
  return table;
};

interface Side {
  readonly devices: LogDevices;
  readonly table: LogTable;
  readonly view: LogView;
}

async function sideOf(known: KnownModel): Promise<Side> {
  const devices = devicesWith(known);
  const table = filled();
  const words = {
    ...searchWords,
    point: (device: number, code: string) => devices.point(device, code),
    codeName: (device: number, code: string) => devices.codeName(device, code),
  };
  return { devices, table, view: (await viewOf(table, words)).view };
}

async function open(known: KnownModel): Promise<unknown> {
  const devices = devicesWith(known);
  const table = new LogTable({ capacity: count });
  table.onDidChange(({ added }) => devices.meet(added.slice(0, 500).map((slot) => table.row(slot))));
  for (const page of read) table.merge(0, page, 'newest');
  const { view } = await viewOf(table);
  const { shownRows } = view;
  view.dispose();
  return shownRows;
}

const [withModel, without] = [await sideOf(model), await sideOf(unreadModel)];
const against = (name: string, run: (side: Side) => unknown, of = count, unit = 'row'): Promise<void> =>
  contest({ name, ours: () => run(withModel), bare: () => run(without), count: of, unit });

await contest({ name: 'open', ours: () => open(model), bare: () => open(unreadModel), count, unit: 'row' });
const words = ['4711', 'cur', 'true', '471.1', 'white', 'dp:cur_*', 'value>90000', 'value=white', '/^4.*7$/'];
for (const text of words) {
  await against(`filter ${text}`, ({ view }) => view.setFilter(filterOf(text), 'hide'));
}
await Promise.all([withModel, without].map(({ view }) => view.setFilter(undefined, 'hide')));

const places = Array.from({ length: 200 }, () => dice.below(count - 100));
await against(
  'a window of 100 rows, as it is sent',
  ({ view, devices }) =>
    places.map((from) =>
      JSON.stringify(
        view.window(from, 100).map((item) => (item.kind === 'row' ? rowDto(item, devices) : item)),
      ),
    ),
  places.length,
  'window',
);
const request = { from: 0, to: newest + 1, lanes: [], points: 2000 };
await against('the lanes of the chart', async ({ view, devices }) => {
  const rows = view.hold();
  await chartSeries(rows, request, undefined, (device, code) => devices.point(device, code));
  rows.dispose();
});
