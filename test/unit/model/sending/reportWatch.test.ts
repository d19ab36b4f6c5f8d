import { expect, it } from 'vitest';
import { CloudTime } from '../../../../src/model/projects/cloudTime.js';
import type { Verdict } from '../../../../src/model/sending/sentCommand.js';
import { watchReports } from '../../../../src/model/sending/reportWatch.js';
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
  const verdicts: Verdict[] = [];
  const point = { code: 'x', value: { h: 2 }, hadValue: false, until: () => Infinity };
  await watchReports(
    { clock, time: new CloudTime(), client },
    {
      ...{ deviceId: 'd', sentAt, route: 'issue' },
      points: [{ ...point, ended: (verdict) => void verdicts.push(verdict) }],
    },
  );
  expect(verdicts).toMatchObject([{ kind: 'appliedOther', report: { value: { h: 1 }, ms: 400 } }]);
  expect(looks).toBe(2);
});
