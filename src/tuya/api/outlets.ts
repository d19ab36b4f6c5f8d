import { bodyOf, pathId, type ApiRunner } from '../wire/apiCall.js';
import { TuyaError } from '../errors/errors.js';
import type { OutletName } from '../results.js';
import { outletNameReader } from '../schemas/device.js';
import { readDone } from '../schemas/lists.js';
import { readList } from '../schemas/record.js';

export class Outlets {
  constructor(private readonly api: ApiRunner) {}

  /** The channels of a multi-outlet device. Code 2009 (`unsupported`) for devices that have none. */
  async names(deviceId: string, signal?: AbortSignal): Promise<readonly OutletName[]> {
    const operation = 'outlets.names';
    const path = ['v1.0', 'devices', pathId(operation, 'deviceId', deviceId), 'multiple-names'];
    const list = await this.api.run(
      { operation, method: 'GET', path, read: (result) => readList(result, 'result', outletNameReader) },
      signal,
    );
    return list.items;
  }

  /** `main` renames the device, a code such as `switch_1` its channel. */
  async rename(deviceId: string, identifier: string, name: string, signal?: AbortSignal): Promise<void> {
    const operation = 'outlets.rename';
    const path = ['v1.0', 'devices', pathId(operation, 'deviceId', deviceId), 'multiple-name'];
    for (const [field, value] of Object.entries({ identifier, name })) {
      if (value.trim() === '') throw TuyaError.invalid(operation, field, 'must not be empty');
    }
    const body = bodyOf({ identifier, name });
    await this.api.run({ operation, method: 'PUT', path, body, read: readDone }, signal);
  }
}
