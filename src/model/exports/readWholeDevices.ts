import type { TuyaClient } from '../../tuya/client.js';
import type { Device } from '../../tuya/results.js';

/** Devices of one call. */
export const wholeBatchSize = 20;

/**
 * Reads devices with all that the cloud tells of them, by twenties. Those that the project can't see are missing.
 * @throws TuyaError, or an abort error: half of a selection is no answer
 */
export async function readWholeDevices(
  client: TuyaClient,
  ids: readonly string[],
  options: {
    readonly signal?: AbortSignal;
    /** Hears of each batch, and how many devices are through. */
    readonly onBatch?: (devices: readonly Device[], done: number) => void;
  } = {},
): Promise<readonly Device[]> {
  const { signal, onBatch } = options;
  const devices: Device[] = [];
  for (let at = 0; at < ids.length; at += wholeBatchSize) {
    const deviceIds = ids.slice(at, at + wholeBatchSize);
    const { items } = await client.devices.list({ deviceIds, pageNo: 1, pageSize: wholeBatchSize }, signal);
    const asked = new Set(deviceIds);
    const batch = items.filter(({ id }) => asked.has(id));
    devices.push(...batch);
    onBatch?.(batch, at + deviceIds.length);
  }
  return devices;
}
