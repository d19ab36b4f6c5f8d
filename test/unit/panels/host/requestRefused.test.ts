import { expect, it } from 'vitest';
import { errorReply, RequestRefused } from '../../../../src/panels/host/requestRefused.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';

const canary = 'CANARY-secret';

it('says to a page why it may not have something', () => {
  expect(errorReply(new RequestRefused('notLinked'))).toEqual({ reason: 'notLinked', message: '' });
});

it.each([
  ['an error', new Error(`${canary} at /home/me`)],
  ['an error of no kind', Object.assign(new RangeError(canary), { accessSecret: canary })],
  ['a text', canary],
  ['an object', { message: canary }],
  [
    'what the cloud said',
    new TuyaError('invalid', { operation: 'devices.get', message: canary, remedy: 'checkInput', code: 1109 }),
  ],
])('gives a page a sentence of ours and nothing of the failure: %s', (_, error) => {
  const { reason, message } = errorReply(error);
  expect(reason).toBe('failed');
  expect(message).toMatch(/\.$/);
  expect(message).not.toContain(canary);
});
