import { bodyOf, pathId, type ApiRunner } from '../wire/apiCall.js';
import { TuyaError } from '../errors/errors.js';
import type { OperationName } from '../operations.js';
import type { DeviceUser, Page } from '../results.js';
import { deviceUserReader } from '../schemas/deviceUser.js';
import { readDone, readNewId } from '../schemas/lists.js';
import { readList } from '../schemas/record.js';

export interface DeviceUserFields {
  readonly nickName: string;
  /** 1 male, 2 female. */
  readonly sex: 1 | 2;
  /** Epoch ms, on the wire too. */
  readonly birthday?: number;
  /** cm */
  readonly height?: number;
  /** g */
  readonly weight?: number;
}

export interface NewDeviceUser extends DeviceUserFields {
  /** Can only be given when the user is added. */
  readonly contact?: string;
}

export class DeviceUsers {
  constructor(private readonly api: ApiRunner) {}

  /** Answers the new user's id. */
  async add(deviceId: string, user: NewDeviceUser, signal?: AbortSignal): Promise<string> {
    const operation = 'deviceUsers.add';
    const path = ['v1.0', 'devices', pathId(operation, 'deviceId', deviceId), 'user'];
    const body = bodyOf({ ...wireFields(operation, user), contact: user.contact });
    return this.api.run({ operation, method: 'POST', path, body, read: readNewId }, signal);
  }

  async modify(
    deviceId: string,
    userId: string,
    user: DeviceUserFields,
    signal?: AbortSignal,
  ): Promise<void> {
    const operation = 'deviceUsers.modify';
    const path = userPath(operation, deviceId, userId);
    const body = bodyOf(wireFields(operation, user));
    await this.api.run({ operation, method: 'PUT', path, body, read: readDone }, signal);
  }

  async remove(deviceId: string, userId: string, signal?: AbortSignal): Promise<void> {
    const operation = 'deviceUsers.remove';
    const path = userPath(operation, deviceId, userId);
    await this.api.run({ operation, method: 'DELETE', path, read: readDone }, signal);
  }

  async get(deviceId: string, userId: string, signal?: AbortSignal): Promise<DeviceUser> {
    const operation = 'deviceUsers.get';
    const path = userPath(operation, deviceId, userId);
    const read = (result: unknown): DeviceUser => deviceUserReader.read(result, 'result');
    return this.api.run({ operation, method: 'GET', path, read }, signal);
  }

  async list(deviceId: string, signal?: AbortSignal): Promise<Page<DeviceUser>> {
    const operation = 'deviceUsers.list';
    const path = ['v1.0', 'devices', pathId(operation, 'deviceId', deviceId), 'users'];
    const read = (result: unknown): Page<DeviceUser> => readList(result, 'result', deviceUserReader);
    return this.api.run({ operation, method: 'GET', path, read }, signal);
  }
}

function userPath(operation: OperationName, deviceId: string, userId: string): string[] {
  const device = pathId(operation, 'deviceId', deviceId);
  return ['v1.0', 'devices', device, 'users', pathId(operation, 'userId', userId)];
}

function wireFields(
  operation: OperationName,
  user: DeviceUserFields,
): Record<string, string | number | undefined> {
  const { nickName, sex, birthday, height, weight } = user;
  if (nickName.trim() === '') throw TuyaError.invalid(operation, 'nickName', 'must not be empty');
  if (sex !== 1 && sex !== 2) throw TuyaError.invalid(operation, 'sex', 'must be 1 or 2');
  for (const [field, value] of Object.entries({ birthday, height, weight })) {
    if (value === undefined) continue;
    if (!Number.isSafeInteger(value) || (value <= 0 && field !== 'birthday')) {
      throw TuyaError.invalid(operation, field, 'must be a whole number');
    }
  }
  return { nick_name: nickName, sex, birthday, height, weight };
}
