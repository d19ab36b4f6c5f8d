import { createHash, hash } from 'node:crypto';

/** Bytes that SHA-256 takes at a time, and those that it gives. */
const blockBytes = 64;
const hashBytes = 32;
/** Longer than what is signed of nearly every call. */
const usualBytes = 4096;

/**
 * HMAC-SHA256 with a key that stays, in upper-case hex (RFC 2104). Every call is signed: the key is prepared once, and
 * both hashes are made without an object, which takes half the time of `createHmac`.
 */
export function hmacSha256(secret: string): (text: string) => string {
  const given = Buffer.from(secret, 'utf8');
  const key = given.length > blockBytes ? createHash('sha256').update(given).digest() : given;
  const inner = Buffer.alloc(blockBytes + usualBytes, 0x36);
  const outer = Buffer.alloc(blockBytes + hashBytes, 0x5c);
  for (const [at, byte] of key.entries()) {
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  return (text) => {
    const fits = text.length * 3 <= usualBytes;
    const message = fits
      ? inner.subarray(0, blockBytes + inner.write(text, blockBytes, 'utf8'))
      : Buffer.concat([inner.subarray(0, blockBytes), Buffer.from(text, 'utf8')]);
    outer.write(hash('sha256', message, 'binary'), blockBytes, 'binary');
    return hash('sha256', outer, 'hex').toUpperCase();
  };
}
