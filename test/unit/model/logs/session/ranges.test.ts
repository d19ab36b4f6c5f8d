import { describe, expect, it } from 'vitest';
import { aQuery, dayMs, logSetup, rowsOf, textsOf } from '../../../../support/logSessionSetup.js';

describe('a range', () => {
  it.each(['free', 'paid', 'any'] as const)('comes whole, edition %s', async (edition) => {
    const { session, cloud, deviceIds, time, logCalls } = logSetup({ edition });
    const from = time.now() - 3 * dayMs;
    await session.run(aQuery({ kind: 'between', from, to: time.now() }));
    const truth = textsOf(cloud.truth.log(deviceIds[0] ?? '', { from }));
    expect(truth.length).toBeGreaterThan(300);
    expect(rowsOf(session)).toEqual(truth);
    const state = session.state();
    expect(state).toMatchObject({ edition: edition === 'paid' ? 'paid' : 'free', cancelled: false, full: false });
    expect(state.calls).toBe(logCalls());
    expect(session.state().calls).toBe(Math.ceil(truth.length / 100));
  });
});
