import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Deadlines } from '../../../../src/tuya/wire/deadline.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the ends of operations', () => {
  it('come with the caller’s signal, by one listener for all that it was given to', () => {
    const caller = new AbortController();
    const deadlines = new Deadlines(1_000);
    const all = Array.from({ length: 50 }, () => deadlines.begin(caller.signal));
    const [first, second, ...others] = all;
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(1);
    if (first) deadlines.finish(first);
    caller.abort('enough');
    expect(first?.aborted).toBe(false);
    expect([second, ...others].map((each) => [each?.aborted, each?.reason, each?.isOver])).toEqual(
      all.slice(1).map(() => [true, 'enough', false]),
    );
  });

  it('leave nothing at a signal once they are over', () => {
    const caller = new AbortController();
    const deadlines = new Deadlines(1_000);
    for (let round = 0; round < 3; round++) {
      const all = [deadlines.begin(caller.signal), deadlines.begin(caller.signal)];
      for (const each of all) deadlines.finish(each);
      expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
    }
    expect(vi.getTimerCount()).toBe(0);
  });

  it('come at once for a caller that has given up, and for a client that is closed', () => {
    const deadlines = new Deadlines(1_000);
    expect(deadlines.begin(AbortSignal.abort('before')).reason).toBe('before');
    const reason = new Error('closed');
    deadlines.close(reason);
    expect(deadlines.begin(undefined).reason).toBe(reason);
  });

  it('come by themselves, each in its time, whichever were over before', () => {
    const deadlines = new Deadlines(1_000);
    const all = Array.from({ length: 5 }, () => {
      vi.advanceTimersByTime(100);
      return deadlines.begin(undefined);
    });
    const [first, , third, , last] = all;
    if (third) deadlines.finish(third);
    if (first) deadlines.finish(first);
    vi.advanceTimersByTime(900);
    expect(all.map((each) => each.isOver)).toEqual([false, true, false, true, false]);
    vi.advanceTimersByTime(100);
    expect([last?.isOver, last?.aborted, last?.signal.aborted]).toEqual([true, true, true]);
  });

  it('reach those that wait, and not those that have a call under way, where the cloud falls silent', () => {
    const deadlines = new Deadlines(1_000);
    const [waits, sends] = [deadlines.begin(undefined), deadlines.begin(undefined)];
    sends.isWaiting = false;
    const { signal } = waits;
    const heard: string[] = [];
    waits.addEventListener('abort', () => heard.push('listener'));
    signal.addEventListener('abort', () => heard.push('signal'));
    deadlines.endWaiting();
    deadlines.endWaiting();
    expect([waits.aborted, sends.aborted]).toEqual([true, false]);
    expect(heard.sort()).toEqual(['listener', 'signal']);
  });
});
