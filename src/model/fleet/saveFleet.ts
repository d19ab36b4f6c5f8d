import type { Device } from '../../tuya/results.js';
import type { Known } from '../projects/project.js';
import { DeviceKeeper, keptIdLength } from './keptDevices.js';
import { keptEnd, type KeptHead, type KeptLists } from './keptFleet.js';
import type { UnreadPages } from './listReading.js';

interface List {
  readonly keys: ReadonlySet<string>;
  readonly at: number | undefined;
  readonly total: number | undefined;
  readonly unread: UnreadPages | undefined;
}

/** The users of an app. */
export interface KeptUsers extends List {
  readonly at: number;
  readonly schema: string;
}

interface FleetParts {
  readonly account: string;
  readonly deviceList: List;
  readonly users: KeptUsers | undefined;
  nameOf(uid: string): string | undefined;
  readonly owners: readonly { readonly uid: string; readonly list: List }[];
  /** Of the owners that were looked at; '' stands for nobody. */
  readonly lookedAt: readonly string[];
  readonly gateways: readonly { readonly id: string; readonly at: number }[];
  device(id: string): Known<Device> | undefined;
  subDevicesOf(gatewayId: string): readonly string[];
}

/** Devices or numbers of one line: a millisecond's work. */
const lineLength = 500;

/**
 * What to keep, piece by piece; some pieces are empty, so that whoever puts them together can rest often enough.
 * Undefined where no list was read.
 */
export function saveFleet(parts: FleetParts): Iterable<string> | undefined {
  const { deviceList, users } = parts;
  const owners = parts.owners.filter(({ uid, list }) => list.at !== undefined && isKept(uid));
  if (deviceList.at === undefined && !users && owners.length === 0) return undefined;
  return pieces({ ...parts, owners });
}

function* pieces(parts: FleetParts): Iterable<string> {
  const { account, deviceList, users, owners, gateways } = parts;
  const head: KeptHead = {
    version: 2,
    account,
    ...(deviceList.at !== undefined && { deviceList: { at: deviceList.at, ...headOf(deviceList) } }),
    ...(users && { users: { at: users.at, schema: users.schema, ...headOf(users) } }),
  };
  yield `[${JSON.stringify(head)}`;
  const numbers = new Numbers();
  if (deviceList.at !== undefined) yield* numbers.take(deviceList.keys);
  for (const { list } of owners) yield* numbers.take(list.keys);
  const kept = gateways.filter(({ id }) => numbers.of(id) !== undefined);
  for (const { id } of kept) yield* numbers.take(parts.subDevicesOf(id));

  const keeper = new DeviceKeeper();
  for (const ids of inLines(numbers.ids()))
    yield line({ devices: keeper.part(ids.map((id) => parts.device(id))) });
  if (deviceList.at !== undefined)
    for (const ids of inLines(deviceList.keys)) yield line({ listed: numbers.runs(ids) });
  if (users)
    for (const uids of inLines(users.keys))
      yield line({ users: uids.filter(isKept).map((uid) => [uid, parts.nameOf(uid) ?? '']) });
  const ofOwners = function* () {
    for (const { uid, list } of owners)
      for (const ids of partsOf(list.keys))
        yield { uid, at: list.at ?? 0, ...headOf(list), keys: numbers.runs(ids) };
  };
  for (const some of inLines(ofOwners(), ({ keys }) => keys.length + 1)) yield line({ owners: some });
  const lookedAt = parts.lookedAt.filter((uid) => uid.length <= keptIdLength);
  for (const uids of inLines(lookedAt)) yield line({ lookedAt: uids });
  const ofGateways = function* () {
    for (const { id, at } of kept)
      for (const ids of partsOf(parts.subDevicesOf(id))) yield { id, at, subDevices: numbers.runs(ids) };
  };
  for (const some of inLines(ofGateways(), ({ subDevices }) => subDevices.length + 1))
    yield line({ gateways: some });
  yield `,\n${keptEnd}`;
}

/** A list of none is one, too. */
function* partsOf(ids: Iterable<string>): Iterable<readonly string[]> {
  let isEmpty = true;
  for (const part of inLines(ids)) {
    isEmpty = false;
    yield part;
  }
  if (isEmpty) yield [];
}

function line(part: KeptLists | { readonly devices: unknown }): string {
  return `,\n${JSON.stringify(part)}`;
}

function headOf({
  total,
  unread,
  keys,
}: List): Pick<NonNullable<KeptHead['deviceList']>, 'total' | 'unread' | 'size'> {
  return { size: keys.size, ...(total !== undefined && { total }), ...(unread && { unread }) };
}

function* inLines<T>(all: Iterable<T>, weightOf: (one: T) => number = () => 1): Iterable<T[]> {
  let part: T[] = [];
  let weight = 0;
  for (const one of all) {
    part.push(one);
    weight += weightOf(one);
    if (weight < lineLength) continue;
    yield part;
    part = [];
    weight = 0;
  }
  if (part.length > 0) yield part;
}

/** Devices by numbers, in the order in which they are taken. */
class Numbers {
  private readonly all = new Map<string, number>();

  *take(ids: Iterable<string>): Iterable<string> {
    let left = lineLength;
    for (const id of ids) {
      if (isKept(id) && !this.all.has(id)) this.all.set(id, this.all.size);
      if (left-- > 0) continue;
      left = lineLength;
      yield '';
    }
  }

  ids(): Iterable<string> {
    return this.all.keys();
  }

  of(id: string): number | undefined {
    return this.all.get(id);
  }

  /** Without those that came after the devices were numbered. */
  runs(ids: Iterable<string>): readonly number[] {
    const runs: number[] = [];
    let next = -1;
    for (const id of ids) {
      const number = this.all.get(id);
      if (number === undefined) continue;
      if (number === next) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
      else runs.push(number, 1);
      next = number + 1;
    }
    return runs;
  }
}

function isKept(id: string): boolean {
  return id !== '' && id.length <= keptIdLength;
}
