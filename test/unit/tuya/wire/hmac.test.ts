import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { hmacSha256 } from '../../../../src/tuya/wire/hmac.js';
import { seeded } from '../../../support/seeded.js';

it('is that of node:crypto for every length of key and text', () => {
  const random = seeded(7);
  // One, two and three bytes, a pair of surrogates, and half of one.
  const signs = ['a', 'ä', '☂', '💡', '\ud83d'];
  const text = (length: number): string =>
    Array.from({ length }, () => signs[Math.floor(random() * signs.length)]).join('');
  for (const keyLength of [0, 1, 31, 32, 63, 64, 65, 200]) {
    const key = text(keyLength);
    const hmac = hmacSha256(key);
    // The longest first: nothing of it may be left for those that follow.
    for (const length of [5000, 1366, 1365, 1364, 300, 64, 1, 0]) {
      const message = text(length);
      expect(hmac(message)).toBe(createHmac('sha256', key).update(message).digest('hex').toUpperCase());
    }
  }
});
