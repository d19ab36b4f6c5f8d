import { isAbortError } from '../../base/errors.js';
import type { DetailsStrings, FromDetailsHost, FromDetailsPage } from '../../protocol/details.js';
import type { PageHost } from '../host.js';
import { fill } from '../shared/fill.js';
import type { DetailsActions } from './parts.js';

/** The page's actions as requests to the host; each tells how it went. */
export function detailsActions(
  { channel }: PageHost<FromDetailsHost, FromDetailsPage>,
  strings: () => DetailsStrings | undefined,
  say: (text: string) => void,
): DetailsActions {
  /** Runs a request; a failure is said and answered as undefined. */
  async function attempt<T>(request: Promise<T>, failure: keyof DetailsStrings): Promise<T | undefined> {
    try {
      return await request;
    } catch (error) {
      const text = strings()?.[failure];
      if (!isAbortError(error) && typeof text === 'string') say(text);
      return undefined;
    }
  }

  async function refresh(): Promise<void> {
    const words = strings();
    const result = await attempt(channel.request('refresh', {}), 'requestFailed');
    if (!result || !words) return;
    if (result.outcome === 'failed') say(words.refreshFailed);
    else if (result.outcome === 'cancelled') say(words.refreshCancelled);
    else say(result.changed > 0 ? fill(words.updatedChanged, result.changed) : words.updated);
  }

  return {
    refresh: () => void refresh(),
    cancelRefresh: () => void attempt(channel.request('cancelRefresh', {}), 'requestFailed'),
    loadSubDevices: () => void attempt(channel.request('loadSubDevices', {}), 'requestFailed'),
    loadFactory: () => void attempt(channel.request('loadFactory', {}), 'requestFailed'),
    openDevice: (deviceId) => void attempt(channel.request('openDevice', { deviceId }), 'requestFailed'),
    openLog: () => void attempt(channel.request('openLog', {}), 'requestFailed'),
    copy: async (request) => {
      const done = (await attempt(channel.request('copy', request), 'copyFailed')) !== undefined;
      const words = strings();
      if (done && words) say(words.copied);
      return done;
    },
    reveal: async (name) => (await attempt(channel.request('reveal', { name }), 'requestFailed'))?.value,
    fullValue: async (index) =>
      (await attempt(channel.request('fullValue', { index }), 'requestFailed'))?.value,
  };
}
