import { isAbortError } from '../../base/errors.js';
import type { FromDetailsHost, FromDetailsPage } from '../../protocol/details.js';
import type { DetailsStrings } from '../../protocol/detailsStrings.js';
import type { WriteDto } from '../../protocol/deviceParts.js';
import type { ProblemDto } from '../../protocol/problem.js';
import type { PageHost } from '../shared/host.js';
import { fill } from '../shared/fill.js';
import type { DetailsActions } from './parts.js';

/** The page's actions as requests to the host; each tells how it went. */
export function detailsActions(
  { channel }: PageHost<FromDetailsHost, FromDetailsPage>,
  strings: () => DetailsStrings | undefined,
  say: (text: string) => void,
  warn: (title: string, text: string) => void,
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

  /** Tells how a change ended, by the live region; answers why it wasn't made, where it wasn't. */
  function tell(result: WriteDto | undefined, done: string, byObservation: string): string | undefined {
    if (!result) return strings()?.requestFailed ?? '';
    switch (result.outcome) {
      case 'done':
        say(result.byObservation ? byObservation : done);
        return undefined;
      case 'invalid':
        return result.message;
      case 'notDone':
        return problemLine(result.problem);
      case 'unknown':
        return result.message;
    }
  }

  async function deleteUser(userId: string): Promise<void> {
    const result = await attempt(channel.request('deleteUser', { userId }), 'requestFailed');
    const words = strings();
    if (!result || !words) return;
    const message = tell(result, words.userDeleted, words.userDeletedByObservation);
    if (message === undefined) return;
    warn(result.outcome === 'unknown' ? words.userDeletionUnknown : words.userNotDeleted, message);
  }

  return {
    loadOutlets: () => void attempt(channel.request('loadOutlets', {}), 'requestFailed'),
    loadUsers: () => void attempt(channel.request('loadUsers', {}), 'requestFailed'),
    addUser: () => void attempt(channel.request('addUser', {}), 'requestFailed'),
    editUser: (userId) => void attempt(channel.request('editUser', { userId }), 'requestFailed'),
    deleteUser: (userId) => void deleteUser(userId),
    setWeightUnit: (unit) => void attempt(channel.request('setWeightUnit', { unit }), 'requestFailed'),
    setLive: (intervalMs) => {
      const words = strings();
      const params = intervalMs === undefined ? {} : { intervalMs };
      void attempt(channel.request('setLive', params), 'requestFailed');
      if (words) say(intervalMs === undefined ? words.liveEnded : words.liveStarted);
    },
    checkName: async (thing, name) =>
      (await attempt(channel.request('checkName', { thing, name }), 'requestFailed'))?.message,
    rename: async (thing, name) => {
      const result = await attempt(channel.request('rename', { thing, name }), 'requestFailed');
      const words = strings();
      const message = tell(result, words?.renamed ?? '', words?.renamedByObservation ?? '');
      return message === undefined ? { done: true } : { done: false, message };
    },
    refresh: () => void refresh(),
    cancelRefresh: () => void attempt(channel.request('cancelRefresh', {}), 'requestFailed'),
    loadSubDevices: () => void attempt(channel.request('loadSubDevices', {}), 'requestFailed'),
    loadFactory: () => void attempt(channel.request('loadFactory', {}), 'requestFailed'),
    openDevice: (deviceId) => void attempt(channel.request('openDevice', { deviceId }), 'requestFailed'),
    showExtensionLog: () => void attempt(channel.request('showExtensionLog', {}), 'requestFailed'),
    openDeviceLog: () => void attempt(channel.request('openDeviceLog', {}), 'requestFailed'),
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

/** A failure in one line: what, what to do, and the code. */
function problemLine({ what, remedy, code }: ProblemDto): string {
  return [what, remedy, code === undefined ? undefined : `(${code})`].filter(Boolean).join(' ');
}
