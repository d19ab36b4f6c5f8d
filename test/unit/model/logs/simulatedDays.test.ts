import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/simulator/faults/faults.js';
import type { LogEvent } from '../../../../src/simulator/logs/logEvent.js';
import {
  aQuery,
  differences,
  dayMs,
  hourMs,
  logSetup,
  rowsOf,
  textsOf,
  type LogSetup,
} from '../../../support/logSessionSetup.js';
import { soaked } from '../../../support/soak.js';

const minuteMs = 60_000;
/** Together they hit three calls in ten. */
const faults: readonly Fault[] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 429, retryAfter: 2 },
  { kind: 'code', code: 1110 },
  { kind: 'reset', when: 'after' },
  { kind: 'stall', what: 'body' },
  { kind: 'truncated' },
];
const editions = ['free', 'paid', 'any'] as const;
const skews = [0, hourMs, -hourMs] as const;
const products = [['climate'], ['door', 'motion'], ['strip'], ['motion']] as const;

/** Few, but every edition, every skew and every product is among them. */
const days = soaked(
  Array.from({ length: 20 }, (_, at) => at + 1),
  [1, 3, 8, 10],
);
/** Longer than the cloud keeps a log. */
const months = soaked([3, 6], [6]);
const monthMs = soaked(30, 10) * dayMs;

const nothing = { lost: [], extra: [] };

interface Plan {
  readonly seed: number;
  readonly lengthMs: number;
  /** Rows are put into the log, and trouble is made, up to this long before the end. */
  readonly calmMs: number;
  readonly stepMs: number;
  readonly callsPerHour: number;
  readonly restartsUntil: number;
  /** Rows of a burst, at most. */
  readonly burst: number;
}

/** Follows a log through all that happens to it. What was in the cloud's log comes back with what the session holds. */
async function live(plan: Plan) {
  const { seed } = plan;
  const setup = logSetup({
    seed,
    edition: editions[seed % 3] ?? 'free',
    skewMs: skews[(seed >> 1) % 3] ?? 0,
    products: products[seed % 4] ?? ['door'],
    session: { budget: () => plan.callsPerHour },
  });
  const { time, cloud, clock, random, deviceIds, open } = setup;
  let { session } = setup;
  const start = time.now();
  // Whatever this computer's clock says, the log is from the true start on.
  const follow = async (): Promise<void> => {
    await session.run(aQuery({ kind: 'last', ms: time.now() - (start - 2 * hourMs) }));
    session.follow(true);
  };
  await follow();
  for (const fault of faults) cloud.faults.add({ fault, operation: 'getDeviceLogs', probability: 0.057 });
  cloud.faults.add({ fault: { kind: 'status', status: 502 }, operation: 'getToken', probability: 0.3 });

  const truth = deviceIds.map(() => new Map<string, LogEvent>());
  const note = (): void => {
    for (const [at, id] of deviceIds.entries()) {
      for (const event of cloud.truth.log(id, { from: start - 2 * hourMs })) {
        truth[at]?.set(`${event.time} ${event.seq}`, event);
      }
    }
  };
  note();
  const end = start + plan.lengthMs;
  let calls = 0;
  while (time.now() < end - plan.calmMs) {
    for (const id of deviceIds) disturb(setup, id, start, plan.burst);
    if (random() < 0.1) cloud.killToken();
    if (random() < 0.03) clock.skewMs = skews[Math.floor(random() * 3)] ?? 0;
    if (random() < 0.04) time.jump(Math.floor(random() * 3 * hourMs));
    if (random() < 0.03) {
      session.setVisible(false);
      await time.pass(random() * hourMs);
      session.setVisible(true);
    }
    if (random() < 0.05 && time.now() - start < plan.restartsUntil) {
      calls += session.state().calls;
      session.dispose();
      await setup.restartClient();
      session = open();
      const run = follow();
      await time.pass(10 * minuteMs);
      await run;
    }
    await time.pass(plan.stepMs * (0.5 + random()));
    note();
  }
  clock.skewMs = skews[seed % 3] ?? 0;
  await time.pass(Math.max(0, end - time.now()));
  note();
  cloud.faults.clear();
  const until = time.now();
  await time.pass(40 * minuteMs);
  return {
    ...setup,
    session,
    calls: calls + session.state().calls,
    truth: truth.map((events) => textsOf([...events.values()])),
    rows: deviceIds.map((_, device) => rowsOf(session, device, { to: until })),
  };
}

/** Rows that come late, in another order, at once and alike. */
function disturb({ cloud, time, random }: LogSetup, id: string, start: number, burst: number): void {
  const now = time.now();
  const late = (mostMs: number): number => Math.max(start, Math.floor(now - random() * mostMs));
  const report = (at: number, value: number): void =>
    cloud.truth.addLogEvent(id, { time: at, type: 7, code: 'bench', value });
  const kind = random();
  if (kind < 0.3) report(late(12 * hourMs), 1);
  else if (kind < 0.5) for (const back of [0, 40, 10, 25]) report(now - back, back);
  else if (kind < 0.7) repeat(1 + random() * 130, () => report(now - 1, 2));
  else if (kind < 0.8) {
    const at = late(6 * hourMs);
    repeat(3, () => report(at, 3));
  } else if (kind < 0.9) repeat(random() * burst, (row) => report(now - row * 3, row));
}

function repeat(times: number, act: (at: number) => void): void {
  for (let at = 0; at < times; at++) act(at);
}

describe('a day of following', () => {
  it.each(days)('loses nothing and doubles nothing, seed %i', { timeout: 120_000 }, async (seed) => {
    const { session, truth, rows, calls, time, logCalls, deviceIds } = await live({
      seed,
      lengthMs: dayMs,
      calmMs: 7 * hourMs,
      stepMs: 40 * minuteMs,
      callsPerHour: seed === 20 ? 80 : 30,
      restartsUntil: dayMs,
      burst: 700,
    });
    expect(rows.map((each, at) => differences(each, truth[at] ?? []))).toEqual(rows.map(() => nothing));
    expect(session.state()).toMatchObject({ tail: { state: expect.stringMatching(/following|failing/) } });
    expect(calls).toBe(logCalls());
    expect(time.sleeping).toBeLessThanOrEqual(deviceIds.length + 1);
    session.dispose();
  });
});

describe('a month of following', () => {
  it.each(months)('loses nothing and doubles nothing, seed %i', { timeout: 120_000 }, async (seed) => {
    const { session, truth, rows, calls, time, logCalls } = await live({
      seed,
      lengthMs: monthMs,
      calmMs: 7 * hourMs,
      stepMs: 6 * hourMs,
      callsPerHour: 6,
      restartsUntil: 6 * dayMs,
      burst: 150,
    });
    expect(rows.map((each, at) => differences(each, truth[at] ?? []))).toEqual(rows.map(() => nothing));
    expect(calls).toBe(logCalls());
    expect(time.sleeping).toBeLessThanOrEqual(2);
    session.dispose();
  });
});
