import { uniqueDevices } from '../../base/deviceKey.js';
import type { More, Place } from '../../model/fleet/fleetViews.js';
import type { ListRef } from '../../model/lists/deviceLists.js';
import type { DeviceRef, UserRef } from '../../model/projects/project.js';

// Commands can be called by anybody with anything. These readers take what a handler needs from a tree node or a
// plain object, and answer undefined for everything else.

export function projectArg(arg: unknown): string | undefined {
  return text(arg, 'projectId');
}

export function userArg(arg: unknown): UserRef | undefined {
  const projectId = text(arg, 'projectId');
  const uid = text(arg, 'uid');
  return projectId !== undefined && uid !== undefined ? { projectId, uid } : undefined;
}

export function deviceArg(arg: unknown): DeviceRef | undefined {
  const projectId = text(arg, 'projectId');
  const deviceId = text(arg, 'deviceId');
  return projectId !== undefined && deviceId !== undefined ? { projectId, deviceId } : undefined;
}

/**
 * The devices that a command is for: the selection where the clicked row is part of it, else that row alone. A script
 * may pass an array. Undefined where the command was given nothing, as by a key.
 */
export function devicesArg(arg: unknown, selected?: unknown): readonly DeviceRef[] | undefined {
  const given =
    Array.isArray(selected) && selected.includes(arg) ? selected : Array.isArray(arg) ? arg : [arg];
  if (given.length === 1 && given[0] === undefined) return undefined;
  return uniqueDevices(given.flatMap((each: unknown) => deviceArg(each) ?? []));
}

/** Devices whose logs are written to files, or aren’t, where the caller says which. */
export interface LogFileArg {
  readonly refs: readonly DeviceRef[];
  readonly on?: boolean;
}

export function logFileArg(arg: unknown, selected?: unknown): LogFileArg {
  const refs = devicesArg(arg, selected) ?? [];
  const on: unknown = typeof arg === 'object' && arg !== null ? Reflect.get(arg, 'on') : undefined;
  return { refs, ...(typeof on === 'boolean' && { on }) };
}

/** A product, by its id or by one of its devices. */
export type ProductArg = DeviceRef | { readonly projectId: string; readonly productId: string };

export function productArg(arg: unknown): ProductArg | undefined {
  const projectId = text(arg, 'projectId');
  const productId = text(arg, 'productId');
  const device = deviceArg(arg);
  if (device) return device;
  return projectId !== undefined && productId !== undefined ? { projectId, productId } : undefined;
}

/** A data point of a device. */
export type PointArg = DeviceRef & { readonly code: string };

export function pointArg(arg: unknown): PointArg | undefined {
  const device = deviceArg(arg);
  const code = text(arg, 'code');
  return device && code !== undefined ? { ...device, code } : undefined;
}

/** A data point to send as a script says it, or the devices of rows. */
export type SendArg =
  | {
      readonly script: {
        /** Its name, or its id. */
        readonly project: string;
        readonly deviceId: string;
        readonly code: string;
        /** As the wire has it, before scaling. */
        readonly value: unknown;
      };
    }
  | { readonly devices: readonly DeviceRef[] };

export function sendArg(arg: unknown, selected?: unknown): SendArg | undefined {
  const project = text(arg, 'project') ?? text(arg, 'projectId');
  const [deviceId, code, value] = [text(arg, 'deviceId'), text(arg, 'code'), member(arg, 'value')];
  if (project !== undefined && deviceId !== undefined && code !== undefined && value !== undefined)
    return { script: { project, deviceId, code, value } };
  const devices = devicesArg(arg, selected);
  return devices && { devices };
}

/** A product, and the address of the file or folder that is for it. */
export interface SourceArg {
  readonly projectId: string;
  readonly productId: string;
  readonly uri: string;
}

export function sourceArg(arg: unknown): SourceArg | undefined {
  const [projectId, productId, uri] = [text(arg, 'projectId'), text(arg, 'productId'), text(arg, 'uri')];
  if (projectId === undefined || productId === undefined || uri === undefined) return undefined;
  return { projectId, productId, uri };
}

export function listArg(arg: unknown): ListRef | undefined {
  const projectId = text(arg, 'projectId');
  const listId = text(arg, 'listId');
  return projectId !== undefined && listId !== undefined ? { projectId, listId } : undefined;
}

/** What can be read again: a place, or a kept list. */
export function refreshArg(arg: unknown): Place | ListRef | undefined {
  return placeArg(arg) ?? (deviceArg(arg) ? undefined : listArg(arg));
}

/** What can be read on. */
export function readOnArg(arg: unknown): More | ListRef | undefined {
  return moreArg(arg) ?? listArg(arg);
}

/** What an export or a table is made of: devices, or everything known of a list, a user or a project. */
export interface DeviceScope {
  readonly devices: readonly DeviceRef[];
  readonly list: ListRef | undefined;
  readonly user: UserRef | undefined;
  readonly projectId: string | undefined;
}

export function scopeArg(arg: unknown, selected?: unknown): DeviceScope | undefined {
  const devices = devicesArg(arg, selected);
  if (!devices) return undefined;
  return { devices, list: listArg(arg), user: userArg(arg), projectId: projectArg(arg) };
}

export function placeArg(arg: unknown): Place | undefined {
  const place = member(arg, 'place');
  const kind = text(place, 'kind');
  const projectId = text(place, 'projectId');
  if (projectId === undefined) return undefined;
  if (kind === 'users') return { kind, projectId };
  if (kind === 'owner') return { kind, projectId, uid: text(place, 'uid') };
  const deviceId = text(place, 'deviceId');
  if (deviceId === undefined || (kind !== 'gateway' && kind !== 'device')) return undefined;
  return { kind, projectId, deviceId };
}

export function moreArg(arg: unknown): More | undefined {
  const more = member(arg, 'more');
  const place = placeArg(more);
  const of = text(more, 'of');
  if (!place || (of !== 'users' && of !== 'devices' && of !== 'gateways')) return undefined;
  return { place, of, read: 0 };
}

export function indexArg(arg: unknown): number | undefined {
  const index = member(arg, 'damagedIndex');
  return typeof index === 'number' && Number.isInteger(index) ? index : undefined;
}

export function noArg(): undefined {
  return undefined;
}

/** Words and a time in epoch ms that a caller passes, as `{ "text": …, "time": … }`. */
export function markerArg(arg: unknown): { readonly text?: string; readonly time?: number } {
  const words = text(arg, 'text');
  const time = member(arg, 'time');
  return {
    ...(words !== undefined && { text: words }),
    ...(typeof time === 'number' && Number.isSafeInteger(time) && time >= 0 && { time }),
  };
}

/** The id of a marker. */
export function markerIdArg(arg: unknown): string | undefined {
  return text(arg, 'marker');
}

/** A device that is flashed, and from which folder; each where the caller says it. */
export interface FlashedDeviceArg {
  readonly ref: DeviceRef | undefined;
  /** Its address. */
  readonly folder: string | undefined;
}

export function flashedDeviceArg(arg: unknown): FlashedDeviceArg {
  return { ref: deviceArg(arg), folder: text(arg, 'folder') };
}

/** The address of a document, as the title of its editor passes it. */
export function addressArg(arg: unknown): string | undefined {
  return text(arg, 'scheme') === undefined ? undefined : String(arg);
}

/**
 * What a script passes, as it is: whoever takes it checks it. A button in the title of a view passes the row that has
 * the focus, or null; that is nobody's script.
 */
export function scriptArg(arg: unknown): unknown {
  return arg === null || isInstance(arg) ? undefined : arg;
}

function text(arg: unknown, name: string): string | undefined {
  const value = member(arg, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether it was made by a class, as rows are; scripts and keybindings pass plain objects. */
function isInstance(arg: unknown): boolean {
  if (typeof arg !== 'object' || arg === null || Array.isArray(arg)) return false;
  const prototype: unknown = Object.getPrototypeOf(arg);
  return prototype !== null && prototype !== Object.prototype;
}

function member(arg: unknown, name: string): unknown {
  return typeof arg === 'object' && arg !== null ? Reflect.get(arg, name) : undefined;
}
