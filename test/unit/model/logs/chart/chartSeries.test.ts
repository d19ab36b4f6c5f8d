import { describe, expect, it } from 'vitest';
import {
  chartSeries as seriesOf,
  type ChartRequest,
  type ChartSeries,
} from '../../../../../src/model/logs/chart/chartSeries.js';
import type { PointModel } from '../../../../../src/model/values/pointModel.js';
import { decodeLogValue } from '../../../../../src/model/logs/rows/logValue.js';
import { chartRows } from '../../../../support/chartRows.js';
import { Dice } from '../../../../support/logEntries.js';
import type { LogRow } from '../../../../../src/model/logs/rows/logTypes.js';
import { fraction } from '../../../../../src/simulator/requests/random.js';

function report(id: number, time: number, code: string, value: string, device = 0): LogRow {
  return { id, device, time, type: 7, from: '1', code, value };
}

const chartSeries = (
  rows: Iterable<LogRow>,
  request: ChartRequest,
  signal?: AbortSignal,
  point?: Parameters<typeof seriesOf>[3],
): Promise<readonly ChartSeries[]> => seriesOf(chartRows(rows), request, signal, point);

const span = { from: 0, to: 1_000_000 };
const all = { ...span, lanes: [], points: 1000 };

/** A line that wanders, with one needle up and one down. */
function wandering(count: number): { rows: LogRow[]; values: number[] } {
  const values = Array.from({ length: count }, (_, index) =>
    Math.round(Math.sin(index / 5000) * 500 + fraction(1, index) * 100),
  );
  values[Math.floor(count / 3)] = 5000;
  values[Math.floor(count / 2)] = -5000;
  const step = 1_000_000 / count;
  return {
    values,
    rows: values.map((value, index) => report(index, Math.floor(index * step), 'va', String(value))),
  };
}

/** What a lane would draw in each of so many columns: its lowest and highest, and the level it leaves. */
function columns(
  { times, values }: Pick<ChartSeries, 'times' | 'values'>,
  count: number,
): readonly unknown[] {
  const drawn = new Map<number, { min: number; max: number; last: number }>();
  for (const [index, time] of times.entries()) {
    const column = Math.floor((time / 1_000_000) * count);
    const value = values[index] ?? Number.NaN;
    const before = drawn.get(column) ?? { min: value, max: value, last: value };
    drawn.set(column, { min: Math.min(before.min, value), max: Math.max(before.max, value), last: value });
  }
  return [...drawn];
}

/** A long list out of a short one; the times in it go back. */
function repeated(slots: Int32Array, times: number): Int32Array {
  const all = new Int32Array(slots.length * times);
  for (let n = 0; n < times; n++) all.set(slots, n * slots.length);
  return all;
}

describe('the lanes of a chart', () => {
  it('are the busiest numbers and booleans that devices reported, with what is usual of their scale', async () => {
    const rows = [
      report(1, 10, 'cur_voltage', '2301'),
      report(2, 20, 'switch_1', 'true'),
      report(3, 30, 'work_mode', 'scene'),
      { ...report(4, 40, 'cur_voltage', '2400'), type: 5 },
      report(5, 50, 'cur_voltage', '2299'),
      report(6, 60, 'cur_voltage', '', 0),
      report(7, 70, 'switch_1', 'false'),
      report(8, 80, 'cur_voltage', '2310', 1),
      report(9, 90, 'colour_data', '{"h":1}'),
      report(10, 100, 'switch_1', 'true'),
      { id: 11, device: 0, time: 110, type: 1 },
    ];
    expect(await chartSeries(rows, all)).toEqual([
      {
        device: 0,
        code: 'switch_1',
        kind: 'boolean',
        times: [20, 70, 100],
        values: [1, 0, 1],
        ids: [2, 7, 10],
        count: 3,
        min: 0,
        max: 1,
        last: 1,
      },
      {
        device: 0,
        code: 'cur_voltage',
        kind: 'number',
        unit: 'V',
        assumed: { agreeing: 695, products: 773 },
        times: [10, 50],
        values: [230.1, 229.9],
        ids: [1, 5],
        count: 2,
        min: 229.9,
        max: 230.1,
        last: 229.9,
      },
      {
        device: 1,
        code: 'cur_voltage',
        kind: 'number',
        unit: 'V',
        assumed: { agreeing: 695, products: 773 },
        times: [80],
        values: [231],
        ids: [8],
        count: 1,
        min: 231,
        max: 231,
        last: 231,
      },
    ]);
  });

  it.each<[string, readonly string[], readonly number[], string | undefined]>([
    ['cur_voltage', ['230', '0', '231'], [230, 0, 231], 'V'],
    ['cur_voltage', ['0', '2301', '230'], [0, 230.1, 23], 'V'],
    ['cur_voltage', ['99999'], [99_999], undefined],
    ['battery_percentage', ['300', '290'], [300, 290], undefined],
    ['cur_power', ['-50', '20'], [-50, 20], undefined],
    ['cur_power', ['-1', '2000'], [-1, 2000], undefined],
    ['hum_calibration', ['-20', '5'], [-20, 5], '%'],
    ['battery_percentage', ['85', '255', '84'], [85, 255, 84], undefined],
    ['cur_power', ['21.5', '22'], [21.5, 22], undefined],
    ['forward_energy_total', ['12345'], [123.45], 'kWh'],
  ])('of %s read %j as all of them can be read', async (code, values, shown, unit) => {
    const rows = values.map((value, index) => report(index, index, code, value));
    const [lane] = await chartSeries(rows, all);
    expect(lane?.values).toEqual(shown);
    expect(lane?.unit).toBe(unit);
    expect([lane?.min, lane?.max, lane?.last]).toEqual([
      Math.min(...shown),
      Math.max(...shown),
      shown.at(-1),
    ]);
  });

  it('leave out what is base64 of a raw data point, digits only too', async () => {
    expect(
      await chartSeries([report(1, 1, 'phase_a', '1234'), report(2, 2, 'phase_b', 'true')], all),
    ).toEqual([]);
  });

  it('are only four where nobody chose, and those chosen in their order where somebody did', async () => {
    const rows = Array.from({ length: 60 }, (_, index) =>
      report(index, index, `c${Math.floor(Math.sqrt(index))}`, String(index)),
    );
    const busiest = await chartSeries(rows, all);
    expect(busiest.map(({ code }) => code)).toEqual(['c6', 'c5', 'c7', 'c4']);
    const lanes = [
      { device: 0, code: 'c1' },
      { device: 3, code: 'c1' },
      { device: 0, code: 'c0' },
    ];
    const chosen = await chartSeries(rows, { ...all, lanes });
    expect(chosen.map(({ device, code, count }) => [device, code, count])).toEqual([
      [0, 'c1', 3],
      [3, 'c1', 0],
      [0, 'c0', 1],
    ]);
    expect(chosen[1]?.min).toBeUndefined();
  });

  it('hold what is inside of the span, its last moment too', async () => {
    const rows = [9, 10, 19, 20].map((time) => report(time, time, 'va', String(time)));
    const [lane] = await chartSeries(rows, { from: 10, to: 20, lanes: [], points: 100 });
    expect(lane?.times).toEqual([10, 19]);
    expect(lane?.last).toBe(19);
  });

  it('leave out values of another kind, and numbers of a data point that the device says is text', async () => {
    const rows = [
      report(1, 1, 'mode', '1'),
      report(2, 2, 'va', '1'),
      report(3, 3, 'va', 'true'),
      report(4, 4, 'va', 'x'),
    ];
    const lanes = await chartSeries(rows, all, undefined, (_, code) =>
      code === 'mode' ? { jsType: 'string' } : {},
    );
    expect(lanes.map(({ code, times }) => [code, times])).toEqual([['va', [2]]]);
    // What the table keeps as text, since a double would change it, is no number here either.
    for (const text of ['1e999', '9007199254740993', '-9007199254740993', '007']) {
      expect(await chartSeries([report(1, 1, 'va', text)], all)).toEqual([]);
    }
  });

  it.each([10, 37, 500])(
    'thinned to %i points keep the extremes, both ends, and rows that are real',
    async (points) => {
      const { rows, values } = wandering(20_000);
      const [lane] = await chartSeries(rows, { ...all, points });
      expect(lane?.times.length).toBeLessThanOrEqual(points);
      expect(lane).toMatchObject({ count: 20_000, min: -5000, max: 5000, last: values.at(-1) });
      expect(Math.min(...(lane?.values ?? []))).toBe(-5000);
      expect(Math.max(...(lane?.values ?? []))).toBe(5000);
      expect(lane?.ids.at(0)).toBe(0);
      expect(lane?.ids.at(-1)).toBe(19_999);
      expect(lane?.times).toEqual([...(lane?.times ?? [])].sort((a, b) => a - b));
      for (const [index, id] of (lane?.ids ?? []).entries()) {
        expect(lane?.values[index]).toBe(values[id]);
        expect(lane?.times[index]).toBe(rows[id]?.time);
      }
    },
  );

  it('thinned, draw in each column what all points would have drawn', async () => {
    const { rows, values } = wandering(50_000);
    const [lane] = await chartSeries(rows, { ...all, points: 202 });
    const whole = { times: rows.map(({ time }) => time), values };
    const extremes = (drawn: readonly unknown[]): unknown =>
      JSON.parse(JSON.stringify(drawn, ['min', 'max']));
    expect(lane && extremes(columns(lane, 100))).toEqual(extremes(columns(whole, 100)));
  });

  it('keep the level that a switch was left at', async () => {
    const switched = Array.from({ length: 30_000 }, (_, index) => fraction(2, index) > 0.5);
    const rows = switched.map((on, index) => report(index, index * 33, 'switch', String(on)));
    const [lane] = await chartSeries(rows, { ...all, points: 402 });
    expect(lane?.times.length).toBeLessThanOrEqual(402);
    const whole = { times: rows.map(({ time }) => time), values: switched.map(Number) };
    expect(lane && columns(lane, 100)).toEqual(columns(whole, 100));
  });

  it('fit into a small message, whatever the values look like', async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) =>
      report(
        9_000_000 + index,
        1_763_000_000_000 + index,
        `c${index % 12}`,
        String(fraction(3, index) * -1e-9),
      ),
    );
    const lanes = Array.from({ length: 12 }, (_, index) => ({ device: 0, code: `c${index}` }));
    const series = await chartSeries(rows, {
      from: 1_763_000_000_000,
      to: 1_763_000_060_000,
      lanes,
      points: 4000,
    });
    expect(JSON.stringify(series).length).toBeLessThan(64 * 1024);
    expect(series.every(({ times }) => times.length > 50)).toBe(true);
  });

  it('take breaks, and end at once when nobody wants them any more', async () => {
    const cancel = new AbortController();
    const rows = chartRows(
      Array.from({ length: 100_000 }, (_, index) => report(index, index, `c${index % 100}`, '1')),
    );
    const many = { ...rows, slots: repeated(rows.slots, 60) };
    const drawing = seriesOf(many, { ...all, to: Infinity }, cancel.signal);
    setImmediate(() => cancel.abort());
    await expect(drawing).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('of very many rows are drawn', async () => {
    function* many(): Generator<LogRow> {
      for (let index = 0; index < 200_000; index++) yield report(index, index, 'va', String(index % 1000));
    }
    const [lane] = await chartSeries(many(), all);
    expect(lane).toMatchObject({ count: 200_000, min: 0, max: 999, last: 999 });
  });
});

describe('the lanes of data points that a product explains', () => {
  const lanesOf = (
    rows: readonly LogRow[],
    model: PointModel,
    request: ChartRequest = all,
  ): Promise<readonly ChartSeries[]> => chartSeries(rows, request, undefined, () => ({ model }));

  it('have its scale and unit, as certain', async () => {
    const rows = ['2301', '230', '0'].map((value, at) => report(at, at, 'cur_voltage', value));
    const [lane] = await lanesOf(rows, { code: 'cur_voltage', type: 'integer', scale: 2, unit: 'mV' });
    expect(lane).toMatchObject({ unit: 'mV', values: [23.01, 2.3, 0], min: 0, max: 23.01, last: 0 });
    expect(lane).not.toHaveProperty('assumed');
  });

  it('have the unit of a number that has its point on the wire', async () => {
    const rows = ['21.5', '22'].map((value, at) => report(at, at, 'temp', value));
    const [lane] = await lanesOf(rows, { code: 'temp', type: 'float', unit: '°C' });
    expect(lane).toMatchObject({ unit: '°C', values: [21.5, 22] });
  });

  it('show the numbers of the table', async () => {
    const dice = new Dice(4);
    for (let scale = 0; scale <= 10; scale++) {
      const model: PointModel = { code: 'x', type: 'integer', scale, unit: 'u' };
      const rows = Array.from({ length: 50 }, (_, at) =>
        report(at, at, 'x', String(dice.below(10 ** (1 + dice.below(12))) * (dice.chance(0.3) ? -1 : 1))),
      );
      const [lane] = await lanesOf(rows, model);
      const inTable = rows.map(({ value }) => decodeLogValue(value, 'x', { model }).shown?.text);
      expect(lane?.values.map((value) => `${value.toFixed(scale)} u`)).toEqual(inTable);
    }
  });

  const mode: PointModel = { code: 'mode', type: 'enum', range: ['cold', 'hot', '2'], labels: ['Cold', ''] };

  it('are the steps of an enum, in the order of its product, and above them what it doesn’t list', async () => {
    const rows = ['hot', 'cold', 'wind', '2', 'eco', 'wind', ''].map((value, at) =>
      report(at, at, 'mode', value),
    );
    expect(await lanesOf(rows, mode)).toEqual([
      {
        device: 0,
        code: 'mode',
        kind: 'enum',
        steps: ['Cold', 'hot', '2', 'wind', 'eco'],
        times: [0, 1, 2, 3, 4, 5],
        values: [1, 0, 3, 2, 4, 3],
        ids: [0, 1, 2, 3, 4, 5],
        count: 6,
        last: 3,
      },
    ]);
  });

  it('are only the steps that were met where an enum has very many', async () => {
    const range = Array.from({ length: 400 }, (_, n) => `m${n}`);
    const rows = ['m300', 'm7', 'other', 'm300'].map((value, at) => report(at, at, 'mode', value));
    const [lane] = await lanesOf(rows, { code: 'mode', type: 'enum', range });
    expect(lane).toMatchObject({ steps: ['m7', 'm300', 'other'], values: [1, 0, 2, 1], last: 1 });
  });

  it('stay a small message, whatever devices report instead of a member', async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => report(at, at, 'mode', `${at} `.repeat(100)));
    const [lane] = await lanesOf(rows, mode);
    expect(lane?.steps).toHaveLength(24);
    expect(lane?.count).toBe(24);
    expect(JSON.stringify(lane).length).toBeLessThan(60_000);
  });

  it('keep first, last, lowest and highest of every stretch of an enum', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) =>
      report(at, at * 50, 'mode', at === 9_999 ? '2' : at % 2 === 0 ? 'cold' : 'hot'),
    );
    const [lane] = await lanesOf(rows, mode, { ...all, points: 100 });
    expect(lane?.times.length).toBeLessThanOrEqual(100);
    expect(lane?.values).toContain(2);
    expect(lane?.times.at(-1)).toBe(19_999 * 50);
  });
});
