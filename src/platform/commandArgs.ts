import type { More, Place } from '../model/fleetViews.js';
import type { DeviceRef, UserRef } from '../model/project.js';

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
