import { setImmediate } from 'node:timers/promises';
import { throwIfAborted } from '../../src/base/errors.js';
import { TuyaError } from '../../src/tuya/errors/errors.js';
import type { TuyaClient } from '../../src/tuya/client.js';
import { nextPageNo } from '../../src/tuya/paging/pageIterator.js';
import type { Device, Page } from '../../src/tuya/results.js';
import type { LongCloud } from './longCloud.js';

interface Failing {
  /** This call fails, once; calls count from 1. */
  at: number | undefined;
  /** Pages with larger numbers are refused. */
  beyond: number;
  /** The project's list is refused. */
  list: boolean;
  readonly error: TuyaError;
}

/** A client at the very face of such a cloud: no wire between them, an answer a moment later. */
export function longCloudClient(cloud: LongCloud) {
  const message = { operation: 'devices.list', message: '', remedy: 'tryAgain' } as const;
  const fail: Failing = {
    at: undefined,
    beyond: Infinity,
    list: false,
    error: new TuyaError('permission', { ...message, code: 1106 }),
  };
  const ask = async (
    path: string,
    pageNo: number,
    signal: AbortSignal | undefined,
  ): Promise<Page<Device>> => {
    if (pageNo > fail.beyond || (fail.list && path === '/v1.0/devices')) throw fail.error;
    if (cloud.calls + 1 === fail.at) {
      fail.at = undefined;
      throw fail.error;
    }
    const answer = cloud.page(path, pageNo, 100);
    cloud.begun();
    await setImmediate();
    cloud.ended();
    throwIfAborted(signal);
    return { ...answer, ...nextPageNo(answer, pageNo, 100) };
  };
  const client = {
    devices: {
      list: ({ pageNo = 1 }: { pageNo?: number }, signal?: AbortSignal) =>
        ask('/v1.0/devices', pageNo, signal),
      listOfUser: (uid: string, { pageNo = 1 }: { pageNo?: number }, signal?: AbortSignal) =>
        ask(`/v1.0/users/${uid}/devices`, pageNo, signal),
    },
  } as unknown as TuyaClient;
  return { client, fail };
}
