import { expect, it } from 'vitest';
import { CloudTime } from '../../../../src/model/sending/cloudTime.js';
import { watchReport } from '../../../../src/model/sending/reportWatch.js';
import { fastClock } from '../../../support/fastClock.js';

it('takes another value that stays for what the device took, also where it is JSON', async () => {
  let looks = 0;
  const clock = fastClock(1_000);
  const sentAt = clock.now();
  const shadow = () => {
    looks++;
    return Promise.resolve([{ code: 'x', value: { h: 1 }, at: sentAt + 400 }]);
  };
  const client = () => Promise.resolve({ products: { shadow } } as never);
  const watched = {
    deviceId: 'd',
    code: 'x',
    sentAt,
    value: { h: 2 },
    hadValue: false,
    route: 'issue',
  } as const;
  const verdict = await watchReport(
    { clock, time: new CloudTime(), client },
    { ...watched, until: () => Infinity },
  );
  expect(verdict).toMatchObject({ kind: 'appliedOther', report: { value: { h: 1 }, ms: 400 } });
  expect(looks).toBe(2);
});
