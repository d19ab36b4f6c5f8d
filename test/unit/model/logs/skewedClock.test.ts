import { describe, expect, it } from 'vitest';
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
/** What this computer's clock is ahead. The first and the last two are within what the cloud takes. */
const skews = [0, 6 * hourMs, -6 * hourMs, 10 * minuteMs, -10 * minuteMs, 4 * minuteMs, -4 * minuteMs];

async function lastHour(skewMs: number, options: Parameters<typeof logSetup>[0] = {}): Promise<LogSetup> {
  const setup = logSetup({ skewMs, products: ['climate'], ...options });
  const run = setup.session.run(aQuery({ kind: 'last', ms: hourMs }));
  await setup.time.pass(minuteMs / 2);
  await run;
  return setup;
}

function compared({ cloud, deviceIds, session }: LogSetup, from: number) {
  return differences(rowsOf(session), textsOf(cloud.truth.log(deviceIds[0] ?? '', { from })));
}

describe('a log on a computer whose clock is wrong', () => {
  it.each(skews)('shows the last hour of the cloud, %i ms ahead', async (skewMs) => {
    const setup = await lastHour(skewMs);
    const { session, time, cloud, deviceIds } = setup;
    const from = time.now() - minuteMs / 2 - hourMs;
    expect(cloud.truth.log(deviceIds[0] ?? '', { from }).length).toBeGreaterThan(3);
    expect(compared(setup, from)).toEqual(nothing);
    expect(session.state().span?.from).toBe(from);
    expect(session.state().emptyReason).toBeUndefined();
  });

  it.each(skews)('follows what comes, %i ms ahead', async (skewMs) => {
    const setup = await lastHour(skewMs);
    const { session, time, cloud, deviceIds } = setup;
    const from = session.state().span?.from ?? 0;
    session.follow(true);
    await time.pass(5 * minuteMs);
    for (let at = 0; at < 5; at++) {
      cloud.truth.addLogEvent(deviceIds[0] ?? '', { time: time.now(), type: 7, code: 'bench', value: at });
      await time.pass(minuteMs);
    }
    expect(compared(setup, from)).toEqual(nothing);
    const { tail, span } = session.state();
    expect(tail.lagMs).toBeLessThanOrEqual(minuteMs);
    expect(Math.abs((span?.to ?? 0) - time.now())).toBeLessThanOrEqual(minuteMs);
  });

  it('costs one call more where the clock is wrong, and none where it is right', async () => {
    const calls = await Promise.all(
      skews.map(async (skewMs) => {
        const { session, time, cloud } = await lastHour(skewMs);
        session.follow(true);
        await time.pass(20 * minuteMs);
        return cloud.ledger.count('getDeviceLogs').calls;
      }),
    );
    expect(calls.map((each) => each - (calls[0] ?? 0))).toEqual([0, 1, 1, 1, 1, 1, 1]);
  });

  it('reads the right hour once the network is back, where the first reading failed', async () => {
    const setup = logSetup({ skewMs: 6 * hourMs, products: ['climate'] });
    const { session, time, cloud } = setup;
    cloud.faults.add({ fault: { kind: 'unreachable' }, probability: 1 });
    const run = session.run(aQuery({ kind: 'last', ms: hourMs }));
    await time.pass(minuteMs);
    await run;
    expect(session.state().problem).toBeDefined();
    session.follow(true);
    cloud.faults.clear();
    await time.pass(5 * minuteMs);
    const { from = 0 } = session.state().span ?? {};
    expect(from).toBeGreaterThanOrEqual(time.now() - hourMs - 5 * minuteMs);
    expect(from).toBeLessThan(time.now() - hourMs);
    expect(compared(setup, from)).toEqual(nothing);
  });

  it.each([6 * hourMs, -6 * hourMs])('goes on where the clock is set by %i ms meanwhile', async (ms) => {
    const setup = await lastHour(0);
    const { session, clock, time, cloud, deviceIds } = setup;
    const from = session.state().span?.from ?? 0;
    session.follow(true);
    await time.pass(5 * minuteMs);
    clock.skewMs = ms;
    for (let at = 0; at < 10; at++) {
      cloud.truth.addLogEvent(deviceIds[0] ?? '', { time: time.now(), type: 7, code: 'bench', value: at });
      await time.pass(minuteMs);
    }
    expect(compared(setup, from)).toEqual(nothing);
    const { span, canLoadNewer, tail } = session.state();
    expect(Math.abs((span?.to ?? 0) - time.now())).toBeLessThanOrEqual(minuteMs);
    expect(canLoadNewer).toBe(false);
    expect(tail.lagMs).toBeLessThanOrEqual(minuteMs);
  });

  it('takes nothing that was read of a wrong time to know the costs', async () => {
    const right = logSetup({ products: ['climate'] });
    const wrong = logSetup({ products: ['climate'], skewMs: 6 * hourMs });
    const query = aQuery({ kind: 'last', ms: 24 * hourMs });
    await Promise.all([wrong, right].map(({ session }) => session.estimate(query)));
    await Promise.all([wrong, right].map(({ session }) => session.run(query)));
    expect(wrong.logCalls() - right.logCalls()).toBe(1);
    expect(rowsOf(wrong.session)).toEqual(rowsOf(right.session));
  });
});
