import { expect, it } from 'vitest';
import { AbortError } from '../../../../src/base/errors.js';
import { RemoteError } from '../../../../src/protocol/channel.js';
import { PageRequests } from '../../../../src/webview/shared/requests.js';

interface Page {
  readonly events: Record<never, never>;
  readonly requests: { readonly save: { params: { text: string }; result: number } };
}

function setUp(answer: () => Promise<unknown>) {
  const said: string[] = [];
  const sent: unknown[] = [];
  const request = (...asked: unknown[]): Promise<never> => {
    sent.push(asked);
    return answer() as Promise<never>;
  };
  return { said, sent, requests: new PageRequests<Page>({ request }, (text) => said.push(text)) };
}

it('answers what the host answers', async () => {
  const { requests, sent, said } = setUp(() => Promise.resolve(3));
  expect(await requests.ask('save', { text: 'a' })).toBe(3);
  expect([sent, said]).toEqual([[['save', { text: 'a' }, undefined]], []]);
});

it.each([
  ['the host’s words', new RemoteError('failed', 'The cloud said no.'), ['The cloud said no.']],
  ['that it failed, where the host gave no words', new RemoteError('busy', ''), ['That did not work.']],
  ['that it failed, whatever was thrown', new Error('secret inside'), ['That did not work.']],
  ['nothing of what was given up', new AbortError(), []],
])('says %s', async (_, error, told) => {
  const { requests, said } = setUp(() => Promise.reject(error));
  expect(await requests.ask('save', { text: 'a' })).toBeUndefined();
  expect(said).toEqual(told);
});

it('throws a failure for who wants to tell it from an answer, and says nothing', async () => {
  const { requests, said } = setUp(() => Promise.reject(new RemoteError('failed', 'No.')));
  await expect(requests.raw('save', { text: 'a' })).rejects.toThrow('No.');
  expect(said).toEqual([]);
});
