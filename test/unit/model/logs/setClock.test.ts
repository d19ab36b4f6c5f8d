import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../../src/base/event.js';
import type { SessionArchive } from '../../../../src/model/logs/state/archiveKeeper.js';
import {
  aQuery,
  differences,
  hourMs,
  logSetup,
  rowsOf,
  textsOf,
  type LogSetup,
} from '../../../support/logSessionSetup.js';

const minuteMs = 60_000;
const nothing = { lost: [], extra: [] };

/** A log that is kept on this machine, and up to where that says that it was read. */
function keptLog(options: Parameters<typeof logSetup>[0] = {}) {
  const kept = { upTo: 0 };
  const archive: SessionArchive = {
    isOn: () => Promise.resolve(true),
    append: (_ref, entries, { to }) => {
      kept.upTo = Math.max(kept.upTo, to);
      return Promise.resolve({ added: entries.length, known: 0, refused: 0 });
    },
    read: () => Promise.resolve({ entries: [] }),
    gaps: (_ref, range) => Promise.resolve([range]),
    stats: () => Promise.resolve({ rows: 0, bytes: 0 }),
    onDidChange: new Emitter<string>().event,
  };
  return { ...logSetup({ products: ['climate'], session: { archive }, ...options }), kept };
}

/** Something happens while time passes. */
async function events({ cloud, time, deviceIds }: LogSetup, count: number, everyMs = minuteMs) {
  for (let at = 0; at < count; at++) {
    cloud.truth.addLogEvent(deviceIds[0] ?? '', { time: time.now(), type: 7, code: 'bench', value: at });
    await time.pass(everyMs);
  }
}

async function done(setup: LogSetup, work: Promise<unknown>): Promise<void> {
  await setup.time.pass(minuteMs / 2);
  await work;
}

/** What comes is there once it is asked for, and nothing counts as read that had not happened. */
async function expectAllThatComes(setup: LogSetup & { kept: { upTo: number } }, from: number) {
  const { session, time, cloud, deviceIds, kept } = setup;
  expect(session.state().span?.to).toBeLessThanOrEqual(time.now());
  expect(kept.upTo).toBeLessThanOrEqual(time.now());
  await events(setup, 5);
  expect(session.state().canLoadNewer).toBe(true);
  await done(setup, session.loadNewer());
  const asked = { from, to: session.state().span?.to ?? 0 };
  expect(asked.to).toBeGreaterThan(time.now() - minuteMs);
  const truth = cloud.truth.log(deviceIds[0] ?? '', asked);
  expect(differences(rowsOf(session, 0, asked), textsOf(truth))).toEqual(nothing);
}

describe('nothing counts as read that has not happened', () => {
  it('where the clock is half a minute ahead', async () => {
    const setup = keptLog({ skewMs: minuteMs / 2 });
    await setup.session.run(aQuery({ kind: 'last', ms: hourMs }));
    await expectAllThatComes(setup, setup.time.now() - hourMs / 2);
  });

  it.each(['reload', 'loadNewer'] as const)('where the clock is set ahead before a %s', async (step) => {
    const setup = keptLog();
    const { session, clock, time } = setup;
    await done(setup, session.run(aQuery({ kind: 'last', ms: hourMs })));
    await events(setup, 3);
    clock.skewMs = 6 * hourMs;
    await done(setup, session[step]());
    await expectAllThatComes(setup, time.now() - hourMs);
  });

  it('where a range ends before this computer’s now, and after the cloud’s', async () => {
    const setup = keptLog({ skewMs: 6 * hourMs });
    const { session, time } = setup;
    const now = time.now();
    const query = aQuery({ kind: 'between', from: now - hourMs, to: now + hourMs });
    await done(setup, session.run(query));
    await expectAllThatComes(setup, now - hourMs);
  });

  it('where the clock is set ahead while the log is followed', async () => {
    const setup = keptLog();
    const { session, clock, time, kept } = setup;
    await done(setup, session.run(aQuery({ kind: 'last', ms: hourMs })));
    session.follow(true);
    await events(setup, 3);
    clock.skewMs = 6 * hourMs;
    await events(setup, 3);
    expect(kept.upTo).toBeLessThanOrEqual(time.now());
    const { to = 0, read = [] } = session.followed(0) ?? {};
    expect(to).toBeLessThanOrEqual(time.now());
    expect(read.at(-1)?.to).toBeLessThanOrEqual(time.now());
  });

  it('where the network is away after the clock was set ahead', async () => {
    const setup = keptLog();
    const { session, clock, time, kept, cloud, deviceIds } = setup;
    await done(setup, session.run(aQuery({ kind: 'last', ms: hourMs })));
    const from = session.state().span?.from ?? 0;
    session.follow(true);
    await events(setup, 3);
    clock.skewMs = 6 * hourMs;
    cloud.faults.add({ fault: { kind: 'unreachable' }, probability: 1 });
    await events(setup, 3);
    await done(setup, session.reload());
    cloud.faults.clear();
    await events(setup, 300, 2_000);
    await time.pass(5 * minuteMs);
    expect(kept.upTo).toBeLessThanOrEqual(time.now());
    expect(session.followed(0)?.to).toBeLessThanOrEqual(time.now());
    const { span, tail } = session.state();
    expect(span?.to).toBeLessThanOrEqual(time.now());
    expect(tail.lagMs).toBeLessThanOrEqual(minuteMs);
    const truth = textsOf(cloud.truth.log(deviceIds[0] ?? '', { from }));
    expect(differences(rowsOf(session), truth)).toEqual(nothing);
  });

  it('where the first answers are slow and the clock is behind', async () => {
    const setup = keptLog({ skewMs: -4 * minuteMs, slowCalls: 2 });
    const { session, time, cloud, deviceIds, kept } = setup;
    void session.run(aQuery({ kind: 'last', ms: hourMs }));
    session.follow(true);
    for (let at = 0; at < 240; at++) {
      cloud.truth.addLogEvent(deviceIds[0] ?? '', { time: time.now(), type: 7, code: 'bench', value: at });
      await time.pass(1_000);
      expect(kept.upTo).toBeLessThanOrEqual(time.now());
      expect(kept.upTo).toBeLessThanOrEqual(time.now());
      expect(session.followed(0)?.to ?? 0).toBeLessThanOrEqual(time.now());
    }
    const { span = { from: 0, to: 0 }, clockAheadMs } = session.state();
    expect(span.to).toBeGreaterThan(time.now() - minuteMs / 2);
    const truth = textsOf(cloud.truth.log(deviceIds[0] ?? '', span));
    expect(truth.length).toBeGreaterThan(200);
    expect(differences(rowsOf(session, 0, span), truth)).toEqual(nothing);
    expect(clockAheadMs).toBe(-4 * minuteMs);
  });
});
