import type { TuyaClient } from '../../tuya/client.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import type { Device } from '../../tuya/results.js';
import { observation, type Observation } from './writeResult.js';

/** What a device looked like when it was looked at; `gone` where the cloud says that it isn't there, or not ours. */
export type Seen = { readonly gone: false; readonly device: Device } | { readonly gone: true };

/** Event type 4 of the logs: the device was reset. */
const resetEvent = 4;
const slackMs = 60_000;
/** How far the local clock may be off before a reset event is missed altogether. */
const clockErrorMs = 24 * 3_600_000;

/**
 * A device that could be read before and can't be any more is gone: 2010 and 1000 say so, and 1106 is what the cloud
 * answers for devices that aren't the project's. The same code may be about this computer's address.
 */
export async function lookAtDevice(
  client: TuyaClient,
  deviceId: string,
  wasReadable: boolean,
  signal?: AbortSignal,
): Promise<Seen> {
  try {
    return { gone: false, device: await client.devices.get(deviceId, signal) };
  } catch (error) {
    if (wasReadable && TuyaError.is(error) && saysGone(error)) return { gone: true };
    throw error;
  }
}

function saysGone({ reason, code, remedy }: TuyaError): boolean {
  return reason === 'notFound' || (code === 1106 && remedy !== 'allowIp');
}

/**
 * Whether a device was reset since `sentAt` (local time). Done: it's gone, was paired again, or its log has a reset
 * since then. Not yet: it's online and its log has no reset in a day. Everything between is unclear: an offline
 * device may have been reset, and an older reset may be this one where the local clock is wrong.
 */
export async function lookForReset(
  client: TuyaClient,
  seen: Seen,
  deviceId: string,
  sentAt: number,
  signal?: AbortSignal,
): Promise<Observation<void>> {
  if (seen.gone) return observation(true);
  const { online, activeTime } = seen.device;
  // Accurate to seconds: one that was paired in the very second before isn't meant.
  if (activeTime !== undefined && activeTime > sentAt + slackMs) return observation(true);
  const resets = await resetTimes(client, deviceId, sentAt, signal);
  if (resets === undefined) return { seen: 'unclear' };
  if (resets.some((time) => time >= sentAt - slackMs)) return observation(true);
  return online === true && resets.length === 0 ? observation(false) : { seen: 'unclear' };
}

/** Undefined for a device that has no log. */
async function resetTimes(
  client: TuyaClient,
  deviceId: string,
  sentAt: number,
  signal: AbortSignal | undefined,
): Promise<readonly number[] | undefined> {
  const query = {
    types: [resetEvent],
    startTime: Math.max(0, sentAt - clockErrorMs),
    endTime: sentAt + clockErrorMs,
    size: 100,
  };
  try {
    const { items } = await client.logs.page(deviceId, query, signal);
    return items.filter(({ eventId }) => eventId === resetEvent).map(({ eventTime }) => eventTime);
  } catch (error) {
    if (TuyaError.is(error) && error.reason === 'unsupported') return undefined;
    throw error;
  }
}
