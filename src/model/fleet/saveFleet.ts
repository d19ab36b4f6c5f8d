import type { Device } from '../../tuya/results.js';
import type { Known } from '../projects/project.js';
import type { UnreadPages } from './listReading.js';
import {
  keptIdLength,
  keptTextLength,
  snapshotDevicesAtMost,
  type SnapshotDevice,
  type FleetSnapshot,
} from './fleetSnapshot.js';

interface List {
  readonly keys: ReadonlySet<string>;
  readonly at: number | undefined;
  readonly total: number | undefined;
  readonly unread: UnreadPages | undefined;
}

interface FleetParts {
  readonly account: string;
  readonly deviceList: List;
  readonly users: FleetSnapshot['users'];
  readonly owners: readonly { readonly uid: string; readonly list: List }[];
  /** Of the owners that were looked at; '' stands for nobody. */
  readonly lookedAt: readonly string[];
  readonly gateways: readonly { readonly id: string; readonly at: number }[];
  device(id: string): Known<Device> | undefined;
  subDevicesOf(gatewayId: string): readonly string[];
}

/** Puts together what to keep: of a large fleet the part that comes first. Undefined where no list was read. */
export function saveFleet(parts: FleetParts): FleetSnapshot | undefined {
  const devices = new Map<string, SnapshotDevice>();
  const keep = (id: string): boolean => {
    if (devices.has(id)) return true;
    const known = devices.size < snapshotDevicesAtMost && isKept(id) ? parts.device(id) : undefined;
    if (known) devices.set(id, snapshotDevice(known));
    return known !== undefined;
  };
  const part = ({ keys, at = 0, total, unread }: List) => {
    const kept: string[] = [];
    for (const id of keys) {
      // A list of a large fleet isn't walked to its end for nothing.
      if (devices.size >= snapshotDevicesAtMost) break;
      if (keep(id)) kept.push(id);
    }
    const isAll = kept.length === keys.size;
    return { keys: kept, at, ...(total !== undefined && { total }), ...(isAll && unread && { unread }) };
  };
  const owners = parts.owners.filter(({ uid, list }) => list.at !== undefined && isKept(uid));
  if (parts.deviceList.at === undefined && !parts.users && owners.length === 0) return undefined;
  return {
    version: 1,
    account: parts.account,
    ...(parts.deviceList.at !== undefined && { deviceList: part(parts.deviceList) }),
    ...(parts.users && { users: firstUsers(parts.users) }),
    owners: owners.map(({ uid, list }) => ({ uid, ...part(list) })),
    lookedAt: parts.lookedAt.filter((uid) => uid.length <= keptIdLength),
    gateways: parts.gateways
      .filter(({ id }) => devices.has(id))
      .map(({ id, at }) => ({ id, at, subDevices: parts.subDevicesOf(id).filter(keep) })),
    devices: [...devices.values()],
  };
}

/** The devices as a list that names only some attributes would give them, each with when it was read. */
export function* snapshotDevices({
  devices,
}: FleetSnapshot): Iterable<{ readonly at: number; readonly device: Device }> {
  for (const { at, ...fields } of devices) {
    const given = Object.entries(fields).filter(([, value]) => value !== undefined);
    yield { at, device: { ...Object.fromEntries(given), id: fields.id, status: [], extra: {} } };
  }
}

function firstUsers(users: NonNullable<FleetSnapshot['users']>): NonNullable<FleetSnapshot['users']> {
  const keys = users.keys.filter(isKept).slice(0, snapshotDevicesAtMost);
  const kept = new Set(keys);
  const unread = keys.length === users.keys.length ? users.unread : undefined;
  return { ...users, keys, unread, names: users.names.filter(([uid]) => kept.has(uid)) };
}

function snapshotDevice({ value, at }: Known<Device>): SnapshotDevice {
  const { id, sub, online, updateTime } = value;
  return {
    id,
    at,
    name: cut(value.name),
    uid: cut(value.uid),
    category: cut(value.category),
    productId: cut(value.productId),
    productName: cut(value.productName),
    sub,
    online,
    updateTime,
    gatewayId: cut(value.gatewayId),
  };
}

function cut(text: string | undefined): string | undefined {
  return text?.slice(0, keptTextLength);
}

function isKept(id: string): boolean {
  return id !== '' && id.length <= keptIdLength;
}
