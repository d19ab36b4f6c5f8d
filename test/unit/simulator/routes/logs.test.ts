import { describe, expect, it } from 'vitest';
import { simulatorSetup, type SimulatorSetup } from '../../../support/simulatorSetup.js';

interface Row {
  code?: string;
  value?: string;
  event_time: number;
  event_from: string;
  event_id: number;
  row?: string;
  status?: string;
}
interface FreePage {
  logs: Row[];
  has_next: boolean;
  device_id: string;
  current_row_key: string | null;
  next_row_key: string | null;
}
interface PaidPage {
  logs: Required<Row>[];
  has_next: boolean;
  count: number;
}
type Query = Record<string, string | number>;

const day = 86_400_000;
/** A reader that gets more is going round in circles. */
const endlessRows = 20_000;
const allTypes = '1,2,3,4,5,6,7,8,9,10';

async function readFree({ caller }: SimulatorSetup, id: string, query: Query): Promise<Row[]> {
  const rows: Row[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: FreePage = await caller.result<FreePage>('GET', `/v1.0/devices/${id}/logs`, {
      query: { ...query, start_row_key: next },
    });
    expect(page.has_next).toBe(page.next_row_key !== null);
    rows.push(...page.logs);
    expect(rows.length).toBeLessThan(endlessRows);
    next = page.next_row_key;
  }
  return rows;
}

async function readPaid(
  { caller }: SimulatorSetup,
  id: string,
  query: Query,
): Promise<{ rows: Row[]; counts: number[] }> {
  const rows: Required<Row>[] = [];
  const counts: number[] = [];
  for (let more = true; more;) {
    const last = rows.at(-1);
    const place: Query = last ? { last_row_key: last.row, last_event_time: last.event_time } : {};
    const page: PaidPage = await caller.result<PaidPage>('GET', `/v1.0/devices/${id}/logs`, {
      query: { ...query, query_type: 2, ...place },
    });
    rows.push(...page.logs);
    expect(rows.length).toBeLessThan(endlessRows);
    counts.push(page.count);
    more = page.has_next;
  }
  return { rows, counts };
}

function truth({ cloud }: SimulatorSetup, id: string): Row[] {
  return cloud.truth.log(id).map(({ time, type, from, code, value }) => ({
    ...(code === undefined ? {} : { code }),
    ...(value === undefined ? {} : { value }),
    event_time: time,
    event_from: String(from),
    event_id: type,
  }));
}

describe('a device’s log', () => {
  it.each([1, 13, 100])(
    'is read once from end to end by the free edition’s keys, %i a page',
    async (size) => {
      const setup = simulatorSetup();
      const id = setup.idOf('strip');
      const rows = await readFree(setup, id, {
        type: allTypes,
        start_time: 0,
        end_time: setup.clock.now(),
        size,
      });
      expect(rows.length).toBeGreaterThan(200);
      expect(rows).toEqual(truth(setup, id));
    },
  );

  it.each([1, 13, 100])(
    'is read once from end to end by the paid edition’s keys, %i a page',
    async (size) => {
      const setup = simulatorSetup();
      const id = setup.idOf('strip');
      const query = { type: allTypes, start_time: 0, end_time: setup.clock.now(), size };
      const { rows, counts } = await readPaid(setup, id, query);
      const expected = truth(setup, id);
      expect(rows.map(({ row: _row, status, ...rest }) => ({ ...rest, status }))).toEqual(
        expected.map((row) => ({ ...row, status: '1' })),
      );
      expect(new Set(rows.map(({ row }) => row)).size).toBe(rows.length);
      expect(new Set(counts)).toEqual(new Set([expected.length]));
    },
  );

  it('has rows that share a millisecond, all kinds of sources and all but the rarest types', () => {
    const { cloud } = simulatorSetup({ devices: 200 });
    const rows = cloud.truth
      .deviceIds()
      .filter((id) => !cloud.truth.devicesOfProduct('bench').includes(id))
      .flatMap((id) => cloud.truth.log(id));
    expect(new Set(rows.map(({ type }) => type))).toEqual(new Set([1, 2, 5, 6, 7, 8, 9, 10]));
    expect(new Set(rows.map(({ from }) => from))).toEqual(new Set([1, 2, 3, 4, 7, 8, 10, 16, -1]));
    const [socket = ''] = cloud.truth.devicesOfProduct('socket');
    const times = cloud.truth.log(socket).map(({ time }) => time);
    expect(new Set(times).size).toBeLessThan(times.length);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('holds what its device’s connection did, and no reports from while it was gone', () => {
    const { cloud } = simulatorSetup({ devices: 300 });
    const rows = cloud.truth.devicesOfProduct('socket').map((id) => cloud.truth.log(id).reverse());
    let outages = 0;
    for (const log of rows) {
      let online = true;
      for (const { type } of log) {
        if (type === 2) outages++;
        if (type === 1 || type === 2) online = type === 1;
        if (type === 7) expect(online).toBe(true);
      }
    }
    expect(outages).toBeGreaterThan(20);
  });

  it('of a calm cloud shows losses of connection before the last hour, and none later', () => {
    const setup = simulatorSetup({ devices: 300, isCalm: true });
    const start = setup.clock.now();
    setup.clock.advance(30 * 3_600_000);
    const sockets = setup.cloud.truth.devicesOfProduct('socket');
    const events = sockets.flatMap((id) => setup.cloud.truth.log(id, { types: [1, 2] }));
    const early = events.filter(({ time }) => time < start - 3_600_000);
    expect(early.length).toBeGreaterThan(20);
    expect(events.length).toBe(early.length);
  });

  it('reaches back seven days and no further, and grows', async () => {
    const setup = simulatorSetup();
    const id = setup.idOf('socket');
    const read = (): Promise<Row[]> =>
      readFree(setup, id, { type: '7', start_time: 0, end_time: setup.clock.now() + day, size: 100 });
    const before = await read();
    const first = before.at(-1)?.event_time ?? 0;
    expect(setup.clock.now() - first).toBeGreaterThan(6.9 * day);
    setup.clock.advance(3_600_000);
    const after = await read();
    expect(setup.clock.now() - (after.at(-1)?.event_time ?? 0)).toBeLessThanOrEqual(7 * day);
    const kept = before.filter(({ event_time: time }) => time >= setup.clock.now() - 7 * day);
    expect(after.slice(after.length - kept.length)).toEqual(kept);
    expect(after.length).toBeGreaterThan(kept.length);
  });

  it('does not shift a reader when new rows come in', async () => {
    const setup = simulatorSetup();
    const id = setup.idOf('socket');
    const end = setup.clock.now();
    const expected = truth(setup, id);
    const query = { type: allTypes, start_time: end - 6 * day, end_time: end + day, size: 10 };
    const path = `/v1.0/devices/${id}/logs`;
    const one = await setup.caller.result<FreePage>('GET', path, { query });
    setup.clock.advance(600_000);
    setup.cloud.truth.addLogEvent(id, { time: setup.clock.now(), type: 7, code: 'switch_1', value: true });
    const two = await setup.caller.result<FreePage>('GET', path, {
      query: { ...query, start_row_key: one.next_row_key ?? '' },
    });
    expect([...one.logs, ...two.logs]).toEqual(expected.slice(0, 20));
  });

  it('can be narrowed by type, code and time', async () => {
    const setup = simulatorSetup();
    const id = setup.idOf('socket');
    const end = setup.clock.now() - day;
    const start = end - day;
    const rows = await readFree(setup, id, {
      type: '7,5',
      codes: 'switch_1,add_ele',
      start_time: start,
      end_time: end,
      size: 100,
    });
    const expected = truth(setup, id).filter(
      ({ event_id: type, code = '', event_time: time }) =>
        (type === 7 || type === 5) && ['switch_1', 'add_ele'].includes(code) && time >= start && time <= end,
    );
    expect(expected.length).toBeGreaterThan(10);
    expect(rows).toEqual(expected);
  });

  it('takes late rows, and several with all the same', async () => {
    const setup = simulatorSetup();
    const id = setup.idOf('strip');
    const [newest] = setup.cloud.truth.log(id);
    const time = newest?.time ?? 0;
    for (let n = 0; n < 3; n++)
      setup.cloud.truth.addLogEvent(id, { time, type: 7, code: 'switch_2', value: true });
    setup.cloud.truth.addLogEvent(id, { time: time - 2 * day, type: 9 });
    const query = { type: allTypes, start_time: 0, end_time: setup.clock.now(), size: 3 };
    const expected = truth(setup, id);
    expect(
      expected.filter((row) => row.event_time === time && row.code === 'switch_2').length,
    ).toBeGreaterThanOrEqual(3);
    expect(await readFree(setup, id, query)).toEqual(expected);
    const { rows } = await readPaid(setup, id, query);
    expect(rows).toHaveLength(expected.length);
    expect(new Set(rows.map(({ row }) => row)).size).toBe(expected.length);
  });

  it('shows added reports in the status, and what was said of the connection', () => {
    const { cloud, clock, idOf } = simulatorSetup();
    const id = idOf('bulb');
    cloud.truth.addLogEvent(id, { time: clock.now() + 50, type: 7, code: 'bright_value_v2', value: 7 });
    const value = (): unknown => {
      const status = cloud.truth.device(id)?.['status'] as { code: string; value: unknown }[];
      return status.find(({ code }) => code === 'bright_value_v2')?.value;
    };
    expect(value()).not.toBe(7);
    clock.advance(50);
    expect(value()).toBe(7);
    cloud.truth.addLogEvent(id, { time: clock.now(), type: 2 });
    expect(cloud.truth.device(id)).toMatchObject({
      online: false,
      update_time: Math.floor(clock.now() / 1000),
    });
    clock.advance(5);
    cloud.truth.addLogEvent(id, { time: clock.now(), type: 1 });
    expect(cloud.truth.device(id)).toMatchObject({ online: true });
  });

  it('of a bench board has more than a hundred thousand rows', () => {
    const { cloud, idOf } = simulatorSetup();
    expect(cloud.truth.log(idOf('bench')).length).toBeGreaterThan(100_000);
  });

  it('has keys in the forms of the page', async () => {
    const setup = simulatorSetup();
    const path = `/v1.0/devices/${setup.idOf('strip')}/logs`;
    const query = { type: '7', start_time: 0, end_time: setup.clock.now(), size: 2 };
    const free = await setup.caller.result<FreePage>('GET', path, { query });
    expect(Buffer.from(free.next_row_key ?? '', 'base64').toString()).toMatch(
      /^[0-9a-f]{28}_922337\d{13}_7_\d+$/,
    );
    const paid = await setup.caller.result<PaidPage>('GET', path, { query: { ...query, query_type: 2 } });
    expect(paid.logs[0]?.row).toMatch(/^[0-9a-f]{28}_922337\d{13}_\d+$/);
  });

  it.each(['gateway', 'irHub'])('is not to be had of a %s', async (product) => {
    const { caller, clock, idOf } = simulatorSetup();
    const query = { type: '7', end_time: clock.now() };
    expect(await caller.code('GET', `/v1.0/devices/${idOf(product)}/logs`, { query })).toBe(2009);
  });

  const end = Date.UTC(2026, 10, 23, 12, 0, 0);
  const refusals: [Query, number][] = [
    [{ end_time: end }, 1100],
    [{ type: '7' }, 1100],
    [{ type: '7,11', end_time: end }, 1109],
    [{ type: 'report', end_time: end }, 1109],
    [{ type: '7', end_time: Math.floor(end / 1000) }, 1109],
    [{ type: '7', start_time: end, end_time: end - 1 }, 1101],
    [{ type: '7', end_time: end, size: 101 }, 1101],
    [{ type: '7', end_time: end, size: 0 }, 1101],
    [{ type: '7', end_time: end, query_type: 3 }, 1109],
    [{ type: '7', end_time: end, start_row_key: 'QUJD' }, 1109],
    [{ type: '7', end_time: end, start_row_key: 'QUJD', query_type: 2 }, 1109],
    [{ type: '7', end_time: end, last_row_key: 'a_1_1' }, 1109],
    [{ type: '7', end_time: end, last_row_key: 'a_1_1', query_type: 2 }, 1100],
    [{ type: '7', end_time: end, last_row_key: 'a_1_1', last_event_time: end, query_type: 2 }, 1109],
  ];
  it.each(refusals)('refuses %j with %i', async (query, code) => {
    const { caller, idOf } = simulatorSetup();
    expect(await caller.code('GET', `/v1.0/devices/${idOf('strip')}/logs`, { query })).toBe(code);
  });

  it('comes as the project’s edition allows', async () => {
    const query = { type: '7', end_time: end };
    const free = simulatorSetup({ edition: 'free' });
    const paid = simulatorSetup({ edition: 'paid' });
    const path = `/v1.0/devices/${free.idOf('strip')}/logs`;
    expect(await free.caller.code('GET', path, { query: { ...query, query_type: 2 } })).toBe(28841101);
    expect(await free.caller.result('GET', path, { query })).toHaveProperty('next_row_key');
    expect(await paid.caller.result('GET', path, { query })).toHaveProperty('count');
  });
});
