import type { DeviceUser, Page } from './results.js';

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

export interface DeviceUsersApi {
  /** Answers the new user's id. */
  add(deviceId: string, user: NewDeviceUser, signal?: AbortSignal): Promise<string>;
  modify(deviceId: string, userId: string, user: DeviceUserFields, signal?: AbortSignal): Promise<void>;
  remove(deviceId: string, userId: string, signal?: AbortSignal): Promise<void>;
  get(deviceId: string, userId: string, signal?: AbortSignal): Promise<DeviceUser>;
  list(deviceId: string, signal?: AbortSignal): Promise<Page<DeviceUser>>;
}
