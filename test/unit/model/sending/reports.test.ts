import { describe, expect, it } from 'vitest';
import { CloudTime } from '../../../../src/model/projects/cloudTime.js';
import { isSameValue, reportsSince, typedLike } from '../../../../src/model/sending/reports.js';
import { senderSetup } from '../../../support/senderSetup.js';

describe('a report', () => {
  it.each<readonly [unknown, unknown, boolean]>([
    [21, '21', true],
    [21, 21, true],
    [21.5, '21.50', true],
    [0.1, '1e-1', true],
    [21, '21.0', true],
    [21, '210', false],
    [21, '0x15', false],
    [21, '', false],
    [0, '', false],
    [2 ** 53, '9007199254740993', false],
    [true, 'true', true],
    [true, 'false', false],
    ['21', 21, true],
    ['21', '21.0', false],
    ['{"h":1,"s":2}', '{"s": 2, "h": 1.0}', true],
    [[1, 2], '[1, 2]', true],
    ['{"id":12345678901234567890}', '{"id":12345678901234567891}', false],
  ])('of %j says %j: the same %j', (sent, reported, isSame) => {
    expect(isSameValue(sent, reported)).toBe(isSame);
  });

  it('is asked for in whole milliseconds, also where clocks have drifted apart', async () => {
    const { client, clock, ...setup } = senderSetup({ isCalm: true });
    const { deviceId } = await setup.device('thermostat');
    const time = new CloudTime();
    for (const ms of [3, 500]) {
      time.learn({ at: clock.now(), ms, cloudTime: clock.now() + 3 });
      clock.advance(1_234);
    }
    const query = { deviceId, points: [{ code: 'temp_set' }], sentAt: clock.now() };
    expect(await reportsSince(client, 'log', query, time)).toEqual(new Map([['temp_set', { reports: [] }]]));
  });

  it('is read in the type of what was sent, where no digit is lost', () => {
    expect(typedLike(1, '2.50')).toBe(2.5);
    expect(typedLike(1, '9007199254740993')).toBe('9007199254740993');
    expect(typedLike(true, 'false')).toBe(false);
    expect(typedLike('1', '2')).toBe('2');
  });
});
