import { systemClock, type Clock } from '../../src/base/clock.js';

/** Real time, so many times faster: what waits for seconds in the product takes hundredths of one in a test. */
export function fastClock(speed = 100): Clock {
  const start = Date.now();
  const origin = performance.now();
  return {
    now: () => Math.floor(start + (performance.now() - origin) * speed),
    sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
  };
}
