import { bodyOf, pathId, type ApiRunner } from '../wire/apiCall.js';
import { TuyaError } from '../errors/errors.js';
import { readDone } from '../schemas/lists.js';

export class DataPoints {
  constructor(private readonly api: ApiRunner) {}

  /** Names a data point of a device (`functions/{code}`). */
  async rename(deviceId: string, code: string, name: string, signal?: AbortSignal): Promise<void> {
    const operation = 'dataPoints.rename';
    const device = pathId(operation, 'deviceId', deviceId);
    const path = ['v1.0', 'devices', device, 'functions', pathId(operation, 'code', code)];
    if (name.trim() === '') throw TuyaError.invalid(operation, 'name', 'must not be empty');
    await this.api.run({ operation, method: 'PUT', path, body: bodyOf({ name }), read: readDone }, signal);
  }
}
