import { describe, expect, it } from 'vitest';
import type { LogSession } from '../../../../src/model/logs/logSession.js';
import {
  aQuery,
  dayMs,
  differences,
  hourMs,
  logSetup,
  rowsOf,
  settled,
  textsOf,
  type LogSetup,
} from '../../../support/logSessionSetup.js';

const nothing = { lost: [], extra: [] };

function notesOf(session: LogSession) {
  const { view } = session;
  return view.window(0, view.total).flatMap((item) => (item.kind === 'note' ? [item.note] : []));
}

function compared({ cloud, deviceIds, session: own }: LogSetup, device = 0, session = own) {
  const { from = 0, to = 0 } = session.state().span ?? {};
  const rows = rowsOf(session, device, { from, to });
  return differences(rows, textsOf(cloud.truth.log(deviceIds[device] ?? '', { from, to })));
}

/** Rows of one device, so many milliseconds before now each. */
function addRows({ cloud, deviceIds, time }: LogSetup, agesMs: readonly number[], device = 0): void {
  for (const [value, age] of agesMs.entries()) {
    const event = { time: time.now() - age, type: 7, code: 'bench', value: value % 3 };
    cloud.truth.addLogEvent(deviceIds[device] ?? '', event);
  }
}

describe('a range', () => {
  it.each(['free', 'paid', 'any'] as const)(
    'comes whole, and no call is wasted, edition %s',
    async (edition) => {
      const setup = logSetup({ edition });
      const { session, time, logCalls } = setup;
      await session.run(aQuery({ kind: 'between', from: time.now() - 3 * dayMs, to: time.now() }));
      expect(session.table.size).toBeGreaterThan(300);
      expect(compared(setup)).toEqual(nothing);
      expect(session.state()).toMatchObject({
        edition: edition === 'paid' ? 'paid' : 'free',
        cancelled: false,
        full: false,
        calls: logCalls(),
      });
      expect(logCalls()).toBe(Math.ceil(session.table.size / 100));
    },
  );

  it.each(['free', 'paid'] as const)(
    'keeps rows that are alike on both sides of a page, edition %s',
    async (edition) => {
      const setup = logSetup({ edition, products: ['leak'] });
      addRows(
        setup,
        [...Array(90).keys()].map((age) => age + 10),
      );
      for (let twin = 0; twin < 150; twin++) {
        setup.cloud.truth.addLogEvent(setup.deviceIds[0] ?? '', {
          time: setup.time.now() - 200,
          type: 7,
          code: 'twin',
          value: twin < 75,
        });
      }
      addRows(
        setup,
        [...Array(50).keys()].map((age) => age + 300),
      );
      const { session } = setup;
      await session.run(aQuery({ kind: 'last', ms: hourMs }));
      expect(session.table.size).toBe(290);
      expect(compared(setup)).toEqual(nothing);
      await session.reload();
      expect(compared(setup)).toEqual(nothing);
      expect(session.table.size).toBe(290);
    },
  );

  it.each(['free', 'paid'] as const)('keeps every one of many equal rows, edition %s', async (edition) => {
    const setup = logSetup({ edition, products: ['leak'] });
    const { session, cloud, deviceIds, time } = setup;
    for (let twin = 0; twin < 730; twin++) {
      const event = { time: time.now() - 200, type: 7, code: 'twin', value: true };
      cloud.truth.addLogEvent(deviceIds[0] ?? '', event);
    }
    await session.run(aQuery({ kind: 'last', ms: 60_000 }));
    expect(session.table.size).toBe(730);
    expect(compared(setup)).toEqual(nothing);
    expect(notesOf(session)).toEqual([]);
  });

  it('of several devices is one timeline', async () => {
    const setup = logSetup({ products: ['climate', 'door', 'motion', 'gateway'] });
    const { session } = setup;
    await session.run(aQuery({ kind: 'last', ms: 2 * dayMs }));
    for (const device of [0, 1, 2]) expect(compared(setup, device)).toEqual(nothing);
    expect(session.state().situation).toBe('open');
    expect(session.state()).not.toHaveProperty('problem');
  });

  it('shows its first rows with its first page', async () => {
    const { session, clock } = logSetup({ products: ['climate'] });
    const seen: { rows: number; part: number | undefined }[] = [];
    session.onDidChange(() => {
      const { loading } = session.state();
      if (loading?.part !== undefined) seen.push({ rows: session.table.size, part: loading.part });
    });
    await session.run(aQuery({ kind: 'between', from: clock.now() - 5 * dayMs, to: clock.now() }));
    expect(seen[0]?.rows).toBe(100);
    expect(seen[0]?.part).toBeGreaterThan(0);
    expect(seen[0]?.part).toBeLessThan(0.5);
    expect(seen.at(-1)).toMatchObject({ part: 1 });
    expect(session.state()).not.toHaveProperty('loading');
  });

  it('ends at once when it is cancelled, keeps its rows, and the rest can be read', async () => {
    const setup = logSetup({ products: ['climate'] });
    const { session, logCalls, clock } = setup;
    session.onDidChange(() => session.table.size > 150 && session.cancel());
    await session.run(aQuery({ kind: 'between', from: clock.now() - 5 * dayMs, to: clock.now() }));
    expect(logCalls()).toBeLessThanOrEqual(4);
    expect(session.state()).toMatchObject({ cancelled: true });
    expect(session.table.size).toBeGreaterThan(150);
    const [note, ...others] = notesOf(session);
    expect(others.filter(({ kind }) => kind !== 'offline')).toEqual([]);
    expect(note).toMatchObject({ kind: 'unread', canRead: true, time: session.state().span?.from });
  });

  it('says which part failed, and reads it on request', async () => {
    const setup = logSetup({ products: ['climate'] });
    const { session, cloud, time } = setup;
    const fault = { kind: 'code', code: 1106 } as const;
    cloud.faults.add({ fault, operation: 'getDeviceLogs', skip: 2, times: 1 });
    await session.run(aQuery({ kind: 'between', from: time.now() - 4 * dayMs, to: time.now() }));
    expect(session.table.size).toBe(200);
    expect(session.state()).toMatchObject({ problem: { reason: 'permission' } });
    const note = notesOf(session).find(({ kind }) => kind === 'failed');
    expect(note).toMatchObject({ canRead: true, problem: { reason: 'permission' } });
    await session.readGap(note?.id ?? 0);
    expect(compared(setup)).toEqual(nothing);
    expect(notesOf(session).filter(({ kind }) => kind === 'failed')).toEqual([]);
    expect(session.state()).not.toHaveProperty('problem');
  });

  it('says where the cloud went in circles', async () => {
    const setup = logSetup({ products: ['climate'] });
    const { session, cloud, time } = setup;
    let first: unknown;
    const rewrite = (result: unknown): unknown => (first ??= result);
    cloud.faults.add({ fault: { kind: 'rewrite', rewrite }, operation: 'getDeviceLogs' });
    await session.run(aQuery({ kind: 'between', from: time.now() - 4 * dayMs, to: time.now() }));
    expect(session.table.size).toBe(100);
    const note = notesOf(session).find(({ kind }) => kind === 'incomplete');
    expect(note).toMatchObject({ canRead: true, time: session.state().span?.from });
    cloud.faults.clear();
    await session.readGap(note?.id ?? 0);
    expect(compared(setup)).toEqual(nothing);
  });

  it('says where rows could not be made out', async () => {
    const setup = logSetup({ products: ['climate'] });
    const { session, cloud, time } = setup;
    const fault = { kind: 'wrongTypes', index: 3 } as const;
    cloud.faults.add({ fault, operation: 'getDeviceLogs', times: 1 });
    await session.run(aQuery({ kind: 'between', from: time.now() - dayMs, to: time.now() }));
    expect(compared(setup).lost).toHaveLength(1);
    const note = notesOf(session).find(({ kind }) => kind === 'incomplete');
    expect(note).toBeDefined();
    await session.readGap(note?.id ?? 0);
    expect(compared(setup)).toEqual(nothing);
    expect(notesOf(session).some(({ kind }) => kind === 'incomplete')).toBe(false);
  });

  it('stops where the table is full, and says so', async () => {
    const { session, time, logCalls } = logSetup({ products: ['climate'], session: { capacity: 250 } });
    await session.run(aQuery({ kind: 'between', from: time.now() - 5 * dayMs, to: time.now() }));
    expect(session.table.size).toBeLessThanOrEqual(250);
    expect(session.table.size).toBeGreaterThanOrEqual(200);
    expect(logCalls()).toBe(3);
    expect(session.state()).toMatchObject({ full: true, canLoadOlder: false });
    expect(notesOf(session)).toContainEqual(expect.objectContaining({ kind: 'dropped', canRead: false }));
  });

  it('waits while nobody looks', async () => {
    const setup = logSetup({ products: ['climate'] });
    const { session, logCalls, time } = setup;
    session.setVisible(false);
    const run = session.run(aQuery({ kind: 'between', from: time.now() - dayMs, to: time.now() }));
    await time.pass(hourMs);
    expect(logCalls()).toBe(0);
    session.setVisible(true);
    await run;
    expect(compared(setup)).toEqual(nothing);
  });

  it('is replaced by another one at once', async () => {
    const setup = logSetup({ products: ['climate'] });
    const { session, time } = setup;
    const first = session.run(aQuery({ kind: 'between', from: time.now() - 6 * dayMs, to: time.now() }));
    const second = session.run(aQuery({ kind: 'between', from: time.now() - hourMs, to: time.now() }));
    await Promise.all([first, second]);
    expect(compared(setup)).toEqual(nothing);
    expect(session.state().span?.from).toBe(time.now() - hourMs);
    expect(session.state().cancelled).toBe(false);
  });

  it('holds only the types and data points that are asked for', async () => {
    const { session, time } = logSetup({ products: ['climate'] });
    const range = { kind: 'last', ms: 3 * dayMs } as const;
    await session.run(aQuery(range, { types: [7], codes: ['va_humidity'] }));
    expect(session.table.size).toBeGreaterThan(100);
    const rows = [...session.table.slotsInOrder()].map((slot) => session.table.row(slot));
    expect(new Set(rows.map(({ code }) => code))).toEqual(new Set(['va_humidity']));
    expect(session.state().span?.to).toBe(time.now());
  });

  it('starts at a marker, and the marker stands in it', async () => {
    const setup = logSetup({ products: ['climate'] });
    const { session, time, markers } = setup;
    markers([{ id: 'm', time: time.now() - 5 * hourMs, text: 'flashed', source: 'task' }]);
    await session.run(aQuery({ kind: 'sinceMarker', marker: 'm' }));
    expect(session.state().span?.from).toBe(time.now() - 5 * hourMs);
    expect(notesOf(session)).toMatchObject([{ kind: 'marker', text: 'flashed', canRead: false }]);
    expect(compared(setup)).toEqual(nothing);
    markers([]);
    await settled();
    expect(notesOf(session)).toEqual([]);
    await session.run(aQuery({ kind: 'sinceMarker', marker: 'gone' }));
    expect(session.state()).toMatchObject({ emptyReason: 'markerGone' });
  });
});

describe('what the cloud no longer has', () => {
  it('is a note on the free edition', async () => {
    const setup = logSetup({ products: ['climate'], edition: 'free' });
    const { session, time } = setup;
    const from = time.now() - 20 * dayMs;
    await session.run(aQuery({ kind: 'between', from, to: time.now() }));
    const edge = time.now() - 7 * dayMs;
    expect(session.state().retentionFrom).toBe(edge);
    const note = notesOf(session).find(({ kind }) => kind === 'retention');
    expect(note).toMatchObject({ time: from, until: edge, canRead: false });
    expect(compared(setup)).toEqual(nothing);
    expect(session.state().canLoadOlder).toBe(false);
  });

  it('may be the whole range', async () => {
    const { session, time } = logSetup({ edition: 'free' });
    await session.run(aQuery({ kind: 'last', ms: hourMs }));
    await session.run(
      aQuery({ kind: 'between', from: time.now() - 20 * dayMs, to: time.now() - 10 * dayMs }),
    );
    expect(session.state()).toMatchObject({ emptyReason: 'retention' });
  });

  it("takes in a hole that wasn't filled in time", async () => {
    const { session, cloud, time } = logSetup({ products: ['climate'], edition: 'free' });
    const fault = { kind: 'code', code: 1106 } as const;
    cloud.faults.add({ fault, operation: 'getDeviceLogs', skip: 1, times: 1 });
    await session.run(aQuery({ kind: 'between', from: time.now() - 6 * dayMs, to: time.now() }));
    expect(notesOf(session)).toContainEqual(expect.objectContaining({ kind: 'failed', canRead: true }));
    await time.pass(7 * dayMs);
    session.follow(true);
    await settled();
    expect(notesOf(session).some(({ kind }) => kind === 'failed')).toBe(false);
    expect(notesOf(session)).toContainEqual(expect.objectContaining({ kind: 'retention', canRead: false }));
  });
});

describe('the time a device was offline', () => {
  it('is a note of its length', async () => {
    const setup = logSetup({ products: ['leak'] });
    const { session, cloud, deviceIds, time } = setup;
    const now = time.now();
    for (const [type, age] of [
      [2, 50_000],
      [1, 20_000],
      [2, 10_000],
    ] as const) {
      cloud.truth.addLogEvent(deviceIds[0] ?? '', { time: now - age, type });
    }
    await session.run(aQuery({ kind: 'last', ms: 60_000 }));
    expect(notesOf(session)).toMatchObject([
      { kind: 'offline', time: now - 49_999, until: now - 20_000, device: 0, canRead: false },
      { kind: 'offline', time: now - 9_999 },
    ]);
    expect(notesOf(session)[1]).not.toHaveProperty('until');
    await session.reload();
    expect(notesOf(session)).toHaveLength(2);
  });
});

describe('more at the ends', () => {
  it('older: a page of each device, until there is no more', async () => {
    const setup = logSetup({ products: ['climate'], edition: 'free' });
    const { session, time, logCalls } = setup;
    await session.run(aQuery({ kind: 'between', from: time.now() - hourMs, to: time.now() }));
    const before = logCalls();
    const rows = session.table.size;
    await session.loadOlder();
    expect(logCalls()).toBe(before + 1);
    expect(session.table.size).toBe(rows + 100);
    expect(compared(setup)).toEqual(nothing);
    for (let step = 0; step < 40 && session.state().canLoadOlder; step++) {
      await session.loadOlder();
      expect(compared(setup)).toEqual(nothing);
    }
    expect(session.state()).toMatchObject({ canLoadOlder: false, span: { from: time.now() - 7 * dayMs } });
    expect(notesOf(session).filter(({ kind }) => kind !== 'offline')).toEqual([]);
  });

  it('older: what a busier device would need more pages for is a note', async () => {
    const setup = logSetup({ products: ['climate', 'leak'], edition: 'free' });
    const { session, time } = setup;
    await session.run(aQuery({ kind: 'between', from: time.now() - hourMs, to: time.now() }));
    await session.loadOlder();
    const note = notesOf(session).find(({ kind }) => kind === 'unread');
    expect(note).toMatchObject({ device: 0, canRead: true });
    await session.readGap(note?.id ?? 0);
    expect(compared(setup, 0)).toEqual(nothing);
    expect(compared(setup, 1)).toEqual(nothing);
  });

  it('newer: as long a step as what is shown, up to now', async () => {
    const setup = logSetup({ products: ['climate'] });
    const { session, time } = setup;
    const from = time.now() - 10 * hourMs;
    await session.run(aQuery({ kind: 'between', from, to: from + 3 * hourMs }));
    expect(session.state().canLoadNewer).toBe(true);
    await session.loadNewer();
    expect(session.state().span).toEqual({ from, to: from + 6 * hourMs });
    expect(compared(setup)).toEqual(nothing);
    await session.loadNewer();
    expect(session.state()).toMatchObject({ canLoadNewer: false, span: { to: time.now() } });
    expect(compared(setup)).toEqual(nothing);
  });
});

describe('what a query will cost', () => {
  it.each(['free', 'paid'] as const)(
    'is told by one page, which is then used, edition %s',
    async (edition) => {
      const { session, time, logCalls } = logSetup({ products: ['climate'], edition });
      const query = aQuery({ kind: 'between', from: time.now() - 6 * dayMs, to: time.now() });
      const estimate = await session.estimate(query);
      expect(logCalls()).toBe(1);
      await session.run(query);
      expect(Math.abs(estimate.calls - logCalls())).toBeLessThanOrEqual(2);
      expect(logCalls()).toBe(Math.ceil(session.table.size / 100));
    },
  );

  it('is exact where one page is all', async () => {
    const { session, time } = logSetup({ products: ['climate'] });
    const query = aQuery({ kind: 'between', from: time.now() - hourMs, to: time.now() });
    expect(await session.estimate(query)).toEqual({ calls: 1 });
  });

  it('costs nothing to tell where the rate is known', async () => {
    const { session, time, logCalls } = logSetup({ products: ['climate'] });
    await session.run(aQuery({ kind: 'between', from: time.now() - dayMs, to: time.now() }));
    const before = logCalls();
    const { calls } = await session.estimate(aQuery({ kind: 'last', ms: 6 * dayMs }));
    expect(logCalls()).toBe(before);
    expect(calls).toBeGreaterThanOrEqual(Math.ceil((session.table.size * 5) / 100));
  });
});

describe('the edition', () => {
  it('is remembered for the project, and a wrong memory is put right', async () => {
    const setup = logSetup({ edition: 'free' });
    await setup.state.update('logs/editionFound/p', { edition: 'paid', at: setup.time.now() });
    const session = setup.open();
    expect(session.state().edition).toBe('paid');
    await session.run(aQuery({ kind: 'last', ms: dayMs }));
    expect(compared(setup, 0, session)).toEqual(nothing);
    expect(setup.state.get('logs/editionFound/p')).toMatchObject({ edition: 'free' });
    expect(session.state().edition).toBe('free');
  });

  it.each([
    ['free', 28841101],
    ['free', 28841105],
    ['any', undefined],
    ['paid', undefined],
  ] as const)('is found out once, with one call at most: %s, refused with %s', async (edition, code) => {
    const setup = logSetup({ edition, knowsEdition: false });
    const { state, cloud, logCalls } = setup;
    if (code !== undefined)
      cloud.faults.add({ fault: { kind: 'code', code }, operation: 'getDeviceLogs', path: 'query_type=2' });
    const { session } = setup;
    const { time } = setup;
    await session.run(aQuery({ kind: 'between', from: time.now() - 60_000, to: time.now() }));
    const found = edition === 'free' ? 'free' : 'paid';
    expect(session.state()).toMatchObject({ edition: found });
    expect(state.get('logs/editionFound/p')).toMatchObject({ edition: found });
    expect(compared(setup)).toEqual(nothing);
    expect(logCalls()).toBe(found === 'free' ? 2 : 1);
    const again = async (): Promise<number> => {
      const before = logCalls();
      await setup.open().run(aQuery({ kind: 'between', from: time.now() - 60_000, to: time.now() }));
      return logCalls() - before;
    };
    expect(await again()).toBe(1);
    // The paid edition may have been bought since.
    time.jump(8 * dayMs);
    expect(await again()).toBe(found === 'free' ? 2 : 1);
  });

  it('is asked for as a person chose, and found out again when they leave it to us', async () => {
    const setup = logSetup({ edition: 'any', knowsEdition: false });
    const { session, cloud, state } = setup;
    await session.run(aQuery({ kind: 'last', ms: dayMs }));
    expect(session.state().edition).toBe('paid');
    session.chooseEdition('free');
    const before = setup.logCalls();
    expect(setup.logCalls()).toBe(before);
    await session.reload();
    expect(session.state()).toMatchObject({ edition: 'free', editionChoice: 'free' });
    expect(setup.open().state()).toMatchObject({ edition: 'free', editionChoice: 'free' });
    expect(compared(setup)).toEqual(nothing);
    cloud.faults.add({ fault: { kind: 'code', code: 28841101 }, path: 'query_type=2' });
    session.chooseEdition('paid');
    await session.run(aQuery({ kind: 'last', ms: dayMs }));
    expect(session.state()).toMatchObject({ emptyReason: 'failed', problem: { code: 28841101 } });
    session.chooseEdition(undefined);
    await session.run(aQuery({ kind: 'last', ms: dayMs }));
    expect(session.state()).toMatchObject({ edition: 'free' });
    expect(session.state()).not.toHaveProperty('editionChoice');
    expect(state.get('logs/editionFound/p')).toMatchObject({ edition: 'free' });
    expect(compared(setup)).toEqual(nothing);
  });

  it('may change while rows are shown, with keys and without: none comes twice, and none is lost', async () => {
    const setup = logSetup({ edition: 'any', products: ['climate'] });
    await setup.state.update('logs/editionFound/p', { edition: 'paid', at: setup.time.now() });
    const { cloud, time } = setup;
    const session = setup.open();
    await session.run(aQuery({ kind: 'last', ms: dayMs }));
    session.follow(true);
    expect(session.state().edition).toBe('paid');
    const refuses = { fault: { kind: 'code', code: 28841101 }, path: 'query_type=2' } as const;
    cloud.faults.add({ ...refuses, operation: 'getDeviceLogs' });
    await time.pass(hourMs);
    await session.reload();
    expect(session.state().edition).toBe('free');
    expect(session.table.size).toBeGreaterThan(100);
    expect(compared(setup, 0, session)).toEqual(nothing);
  });

  it('that neither query is allowed is said in the words of the free one', async () => {
    const { session, cloud, logCalls, time } = logSetup({ knowsEdition: false });
    const refused = (code: number) =>
      ({ fault: { kind: 'code', code }, operation: 'getDeviceLogs' }) as const;
    cloud.faults.add({ ...refused(28841101), path: 'query_type=2' });
    cloud.faults.add(refused(28841102));
    await session.run(aQuery({ kind: 'last', ms: dayMs }));
    expect(session.state()).toMatchObject({
      emptyReason: 'failed',
      problem: { reason: 'subscription', code: 28841102 },
    });
    expect(session.state()).not.toHaveProperty('edition');
    expect(logCalls()).toBe(2);
    await session.reload();
    expect(logCalls()).toBe(3);
    cloud.faults.clear();
    await session.reload();
    expect(session.state()).toMatchObject({ edition: 'free' });
    expect(time.sleeping).toBe(0);
  });
});

describe('a project', () => {
  it('that is removed ends the session; other keys read it anew', async () => {
    const setup = logSetup({ products: ['climate'] });
    const { session, projectChanged, logCalls, time } = setup;
    await session.run(aQuery({ kind: 'last', ms: dayMs }));
    session.follow(true);
    const before = logCalls();
    projectChanged({ removed: [], rekeyed: ['p'] });
    expect(session.table.size).toBe(0);
    await time.pass(1_000);
    expect(logCalls()).toBeGreaterThan(before);
    expect(compared(setup)).toEqual(nothing);
    projectChanged({ removed: ['p'], rekeyed: [] });
    const calls = logCalls();
    await time.pass(hourMs);
    expect(logCalls()).toBe(calls);
    expect(session.state().situation).toBe('projectGone');
  });
});
