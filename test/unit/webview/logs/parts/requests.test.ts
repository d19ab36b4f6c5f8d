import { expect, it } from 'vitest';
import type { Channel, Messages } from '../../../../../src/protocol/channel.js';
import type { LogFilterDto } from '../../../../../src/protocol/logFilter.js';
import type { FromLogsPage } from '../../../../../src/protocol/logRequests.js';
import { LogsRequests } from '../../../../../src/webview/logs/parts/requests.js';

const shown: LogFilterDto = { text: '', mode: 'hide', hiddenTypes: [] };

function requests(answer: (params: unknown) => Promise<unknown>): { sent: unknown[]; own: LogsRequests } {
  const sent: unknown[] = [];
  const request = (_: string, params: unknown): Promise<unknown> => {
    sent.push(params);
    return answer(params);
  };
  const channel = { request } as unknown as Channel<Messages, FromLogsPage>;
  return { sent, own: new LogsRequests(channel, () => undefined) };
}

it('builds a change of the filter on what was sent before', async () => {
  const { sent, own } = requests(() => Promise.resolve(null));
  const hide = (type: number): void =>
    own.changeFilter(shown, { hiddenTypes: [...own.filterAfter(shown).hiddenTypes, type] });
  hide(7);
  hide(1);
  own.changeFilter(shown, { text: 'x' });
  expect(sent).toEqual([
    { ...shown, hiddenTypes: [7] },
    { ...shown, hiddenTypes: [7, 1] },
    { ...shown, text: 'x', hiddenTypes: [7, 1] },
  ]);
  // Once the host has it, what the host shows counts.
  const now = { ...shown, text: 'x', hiddenTypes: [7, 1] };
  expect(own.filterAfter(now)).toBe(now);
  expect(own.filterAfter(shown)).toBe(shown);
  await Promise.resolve();
});

it('forgets a change that failed', async () => {
  const { own } = requests(() => Promise.reject(new Error('no')));
  own.changeFilter(shown, { text: 'x' });
  await expect.poll(() => own.filterAfter(shown)).toBe(shown);
});
