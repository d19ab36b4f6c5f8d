import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../../src/base/http.js';
import { Listener } from '../../../../src/model/diagnosis/listener.js';

const request: HttpRequest = { method: 'GET', origin: 'https://x', path: '/', headers: {} };

/** What a listener heard of an answer of this text. */
async function heard(body: string): Promise<readonly string[]> {
  const listener = new Listener();
  const answer = { status: 200, headers: {}, body: Buffer.from(body) };
  const transport = listener.around({ send: () => Promise.resolve(answer), close: () => Promise.resolve() });
  await expect(transport.send(request)).resolves.toBe(answer);
  return listener.texts;
}

describe('what a diagnosis heard', () => {
  it('is every text, wherever it stands, but what says what went wrong', async () => {
    const answer = {
      msg: 'not allowed',
      tid: 'abcdef123',
      result: [{ name: 'A long name', ids: ['bf0123456'] }, 'short'],
    };
    expect([...(await heard(JSON.stringify(answer)))].sort()).toEqual(['A long name', 'bf0123456']);
  });

  it.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('has an end however deep it lies: %s', async (_, open, close) => {
    const levels = 50_000;
    expect(await heard(`${open.repeat(levels)}"CANARY-deep"${close.repeat(levels)}`)).toEqual([
      'CANARY-deep',
    ]);
  });

  it('is as much as can be masked', async () => {
    const texts = Array.from({ length: 100_000 }, (_, index) => `text ${index}`);
    expect(await heard(JSON.stringify(texts))).toHaveLength(20_000);
  });
});
