import { describe, expect, it } from 'vitest';
import { readEnvelope } from '../../../src/protocol/envelope.js';

const messages = [
  { kind: 'ready', session: 'one' },
  { kind: 'event', session: 'one', name: 'moved', body: 1 },
  { kind: 'request', session: 'one', id: 1, name: 'double', body: [1] },
  { kind: 'cancel', session: 'one', id: 1 },
  { kind: 'result', session: 'one', id: 1, body: null },
  { kind: 'error', session: 'one', id: 1, reason: 'failed', message: '' },
] as const;

describe.each(messages.map((message) => [message.kind, message] as const))('a message: %s', (_, message) => {
  it('is read by its own fields', () => {
    expect(readEnvelope(message)).toEqual(message);
    expect(readEnvelope({ ...message, more: 1 })).toEqual(message);
  });

  it('is none by fields that it inherits', () => {
    expect(readEnvelope(Object.create(message))).toBeUndefined();
    const { session, ...rest } = message;
    expect(readEnvelope(Object.assign(Object.create({ session }) as object, rest))).toBeUndefined();
    expect(readEnvelope(JSON.parse(`{"__proto__":${JSON.stringify(message)}}`))).toBeUndefined();
  });

  it('is none without a field, or with one of another kind or length', () => {
    for (const name of Object.keys(message).filter((field) => field !== 'body' && field !== 'message')) {
      for (const odd of [undefined, null, {}, [], true, 'x'.repeat(101), -1, 1.5])
        expect(readEnvelope({ ...message, [name]: odd }), `${name}: ${JSON.stringify(odd)}`).toBeUndefined();
    }
  });
});
