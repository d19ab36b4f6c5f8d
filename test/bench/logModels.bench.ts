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
import type { Bench, Row, Side } from './bench.js';
import { codes, newest, pages, viewOf } from './busyLog.js';

const count = 100_000;
const rows = { count, unit: 'row' };

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

interface Opened {
  readonly devices: LogDevices;
  readonly table: LogTable;
  readonly view: LogView;
}

async function opened(known: KnownModel): Promise<Opened> {
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

function row(name: string, act: (log: Opened) => unknown, per: Pick<Row, 'count' | 'unit'> = rows): Row {
  const side =
    (known: KnownModel): Side =>
    async () => {
      const log = await opened(known);
      return { run: () => act(log) };
    };
  return { name, ...per, sides: { ours: side(model), bare: side(unreadModel) } };
}

const words = ['4711', 'cur', 'true', '471.1', 'white', 'dp:cur_*', 'value>90000', 'value=white', '/^4.*7$/'];
const places = Array.from({ length: 200 }, () => dice.below(count - 100));
const request = { from: 0, to: newest + 1, lanes: [], points: 2000 };

export default {
  title: 'A log of 100,000 rows whose product explains its data points (bare: the same log without)',
  rows: [
    {
      name: 'open',
      ...rows,
      sides: { ours: () => ({ run: () => open(model) }), bare: () => ({ run: () => open(unreadModel) }) },
    },
    ...words.map((text) => row(`filter ${text}`, ({ view }) => view.setFilter(filterOf(text), 'hide'))),
    row(
      'a window of 100 rows, as it is sent',
      ({ view, devices }) =>
        places.map((from) =>
          JSON.stringify(
            view.window(from, 100).map((item) => (item.kind === 'row' ? rowDto(item, devices) : item)),
          ),
        ),
      { count: places.length, unit: 'window' },
    ),
    row('the lanes of the chart', async ({ view, devices }) => {
      const held = view.hold();
      await chartSeries(held, request, undefined, (device, code) => devices.point(device, code));
      held.dispose();
    }),
  ],
} satisfies Bench;
