import { deviceKey, splitDeviceKey } from '../../base/deviceKey.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable, toDisposable, type IDisposable } from '../../base/lifecycle.js';
import type { Device, UnreadField } from '../../tuya/results.js';
import type { DeviceRef, Known } from '../projects/project.js';
import { DeviceTable, type DeviceTexts } from './deviceTable.js';
import type { KeptDevices } from './keptDevices.js';
import { mayBeGateway } from './gatewayCategories.js';

/** Lists of small projects are kept whole; beyond this many devices a listed device is kept without its details. */
const wholeDevicesPerProject = 2_000;

interface ProjectDevices {
  readonly known: DeviceTable;
  /** Sub-device → its gateway. */
  readonly gateways: Map<string, string>;
  /** Gateway → its sub-devices, in the cloud's order. */
  readonly subDevices: Map<string, readonly string[]>;
  /** Gateways that devices name themselves: it holds, whatever the gateway's own list leaves out. */
  readonly declared: Map<string, string>;
  /** The same the other way round. */
  readonly declaring: Map<string, Set<string>>;
}

/**
 * Every device the extension has seen, per project: the one place that tree, panels and commands read from.
 * Fires the references of what changed, never more.
 */
export class DeviceStore extends Disposable {
  private readonly projects = new Map<string, ProjectDevices>();
  /** How many hold a device, by its key. */
  private readonly holders = new Map<string, number>();
  /** Whether some list, whose devices aren't held one by one, names a device. */
  private readonly keepers = new Set<(ref: DeviceRef) => boolean>();
  /** Devices that are to be forgotten when nobody holds them, by their keys. */
  private readonly leaving = new Set<string>();
  private readonly changed = this._register(new Emitter<readonly DeviceRef[]>());
  readonly onDidChange: Event<readonly DeviceRef[]> = this.changed.event;

  device({ projectId, deviceId }: DeviceRef): Known<Device> | undefined {
    return this.projects.get(projectId)?.known.get(deviceId);
  }

  /** Takes devices as they were just read, whole: what was known of them before is replaced. */
  put(projectId: string, devices: readonly Device[], at: number): void {
    this.take(projectId, devices, at, 'whole');
  }

  /** Takes devices of a list that names only some attributes; attributes it doesn't name stay as they were. */
  merge(projectId: string, devices: readonly Device[], at: number): void {
    this.take(projectId, devices, at, 'partial');
  }

  /** Takes devices as an earlier window kept them, part by part, where nothing is known of them yet. */
  taker(projectId: string): (part: KeptDevices) => void {
    const project = this.of(projectId);
    let named = new Set<string>();
    const take = project.known.taker((id, gatewayId) => {
      if (declare(project, id, gatewayId)) named.add(id);
    });
    return (part) => {
      named = new Set();
      const ids = take(part);
      addDeclared(project, named);
      this.fire(projectId, ids);
    };
  }

  /** Every device of a project that has been seen, by id. Each is made as it is asked for: those of a fleet aren't gone over at once. */
  knownOf(projectId: string): ReadonlyMap<string, Known<Device>> {
    return this.projects.get(projectId)?.known ?? new Map();
  }

  /** The texts of the same, for who looks through all of them: far less is made for these. */
  textsOf(projectId: string): Iterable<DeviceTexts> {
    return this.projects.get(projectId)?.known.textsOfEach() ?? [];
  }

  /** The devices of a project that belong to this user, whichever list named them. */
  ownedBy(projectId: string, uid: string): readonly string[] {
    return this.projects.get(projectId)?.known.ownedBy(uid) ?? [];
  }

  /** Changes what is known of a device without reading it, as for a name that was just given. Its age stays. */
  amend({ projectId, deviceId }: DeviceRef, change: (device: Device) => Device): void {
    const project = this.projects.get(projectId);
    const old = project?.known.get(deviceId);
    if (!project || !old) return;
    project.known.set(deviceId, { ...old, value: change(old.value) });
    this.changed.fire([{ projectId, deviceId }]);
  }

  /** Forgets a device that isn't in the cloud any more. Its gateway loses it; its own sub-devices lose their gateway. */
  remove({ projectId, deviceId }: DeviceRef): void {
    this.removeAll(projectId, [deviceId]);
  }

  /** Forgets devices that no list names any more. One that is held goes when nobody holds it, unless it has come again. */
  forget(projectId: string, ids: readonly string[]): void {
    const isHeld = (deviceId: string): boolean => this.isHeld({ projectId, deviceId });
    for (const deviceId of ids.filter(isHeld)) this.leaving.add(deviceKey({ projectId, deviceId }));
    this.removeAll(
      projectId,
      ids.filter((id) => !isHeld(id)),
    );
  }

  /** Keeps a device from being forgotten: somebody has it before their eyes. */
  hold(ref: DeviceRef): IDisposable {
    const key = deviceKey(ref);
    this.holders.set(key, (this.holders.get(key) ?? 0) + 1);
    let isHeld = true;
    return toDisposable(() => {
      if (!isHeld) return;
      isHeld = false;
      const others = (this.holders.get(key) ?? 1) - 1;
      if (others > 0) this.holders.set(key, others);
      else this.holders.delete(key);
      if (others === 0 && !this.isHeld(ref) && this.leaving.delete(key)) this.remove(ref);
    });
  }

  /** The same for many devices, as a list names them; {@link letGo} tells that it may name others. */
  keep(isNamed: (ref: DeviceRef) => boolean): IDisposable {
    this.keepers.add(isNamed);
    return toDisposable(() => {
      if (this.keepers.delete(isNamed)) this.letGo();
    });
  }

  /** Forgets what was to be forgotten and is held no more. */
  letGo(): void {
    for (const key of this.leaving) {
      const ref = splitDeviceKey(key);
      if (!this.isHeld(ref) && this.leaving.delete(key)) this.remove(ref);
    }
  }

  /** Notes that a device couldn't be read again; the last good value stays. */
  fail({ projectId, deviceId }: DeviceRef, problem: unknown): void {
    const known = this.projects.get(projectId)?.known;
    const old = known?.get(deviceId);
    if (!known || !old) return;
    known.set(deviceId, { ...old, problem });
    this.changed.fire([{ projectId, deviceId }]);
  }

  gatewayOf({ projectId, deviceId }: DeviceRef): string | undefined {
    return this.projects.get(projectId)?.gateways.get(deviceId);
  }

  /** The sub-devices a gateway is known to have; undefined where nothing is known yet. */
  subDevicesOf({ projectId, deviceId }: DeviceRef): readonly string[] | undefined {
    return this.projects.get(projectId)?.subDevices.get(deviceId);
  }

  /** Whether the device has sub-devices, or is of a kind that may get some. */
  isGateway(ref: DeviceRef): boolean {
    if ((this.subDevicesOf(ref)?.length ?? 0) > 0) return true;
    const known = this.device(ref);
    return known !== undefined && mayBeGateway(known.value);
  }

  /** Takes a gateway's own list. A device stands under one gateway only: the one that named it last. */
  putSubDevices({ projectId, deviceId: gatewayId }: DeviceRef, ids: readonly string[]): void {
    const project = this.of(projectId);
    const own = [...new Set([...ids, ...(project.declaring.get(gatewayId) ?? [])])].filter(
      (id) => id !== gatewayId && !leadsTo(project.gateways, gatewayId, id),
    );
    const touched = new Set([gatewayId, ...own]);
    for (const id of project.subDevices.get(gatewayId) ?? []) {
      if (project.gateways.get(id) === gatewayId) project.gateways.delete(id);
      touched.add(id);
    }
    for (const id of own) attach(project, gatewayId, id, touched);
    project.subDevices.set(gatewayId, own);
    this.fire(projectId, touched);
  }

  /** Forgets everything about a project. */
  drop(projectId: string): void {
    this.projects.delete(projectId);
    for (const key of this.leaving) if (splitDeviceKey(key).projectId === projectId) this.leaving.delete(key);
  }

  private isHeld(ref: DeviceRef): boolean {
    if (this.holders.has(deviceKey(ref))) return true;
    for (const isNamed of this.keepers) if (isNamed(ref)) return true;
    return false;
  }

  private removeAll(projectId: string, ids: readonly string[]): void {
    const project = this.projects.get(projectId);
    if (!project) return;
    const touched = new Set<string>();
    for (const id of ids) removeFrom(project, id, touched);
    this.fire(projectId, touched);
  }

  private take(projectId: string, devices: readonly Device[], at: number, how: 'whole' | 'partial'): void {
    const project = this.of(projectId);
    const named = new Set<string>();
    for (const device of devices) {
      if (this.leaving.size > 0) this.leaving.delete(deviceKey({ projectId, deviceId: device.id }));
      const old = how === 'partial' ? project.known.get(device.id) : undefined;
      const value = old ? mergeDevice(old.value, device) : device;
      const isLong = devices.length > 1 && project.known.size >= wholeDevicesPerProject;
      const slim = how === 'partial' && (old?.slim ?? !old);
      keep(project, { value, at, ...(slim && { slim }) }, named, isLong);
    }
    addDeclared(project, named);
    this.fire(
      projectId,
      devices.map(({ id }) => id),
    );
  }

  private fire(projectId: string, ids: Iterable<string>): void {
    const refs: DeviceRef[] = [];
    for (const deviceId of ids) refs.push({ projectId, deviceId });
    if (refs.length > 0) this.changed.fire(refs);
  }

  private of(projectId: string): ProjectDevices {
    let project = this.projects.get(projectId);
    if (!project) {
      project = {
        known: new DeviceTable(),
        gateways: new Map(),
        subDevices: new Map(),
        declared: new Map(),
        declaring: new Map(),
      };
      this.projects.set(projectId, project);
    }
    return project;
  }
}

function removeFrom(project: ProjectDevices, deviceId: string, touched: Set<string>): void {
  touched.add(deviceId);
  const gateway = project.gateways.get(deviceId);
  if (gateway !== undefined) {
    touched.add(gateway);
    const rest = (project.subDevices.get(gateway) ?? []).filter((id) => id !== deviceId);
    project.subDevices.set(gateway, rest);
  }
  for (const id of project.subDevices.get(deviceId) ?? []) {
    touched.add(id);
    if (project.gateways.get(id) === deviceId) project.gateways.delete(id);
    undeclare(project, id);
  }
  undeclare(project, deviceId);
  for (const map of [project.known, project.gateways, project.subDevices]) map.delete(deviceId);
}

function attach(project: ProjectDevices, gatewayId: string, id: string, touched: Set<string>): void {
  const former = project.gateways.get(id);
  if (former !== undefined && former !== gatewayId) {
    const rest = (project.subDevices.get(former) ?? []).filter((other) => other !== id);
    project.subDevices.set(former, rest);
    touched.add(former);
  }
  project.gateways.set(id, gatewayId);
}

/** Takes a device with whose it is and what it says of its gateway. Adds it to `named` where that is news. */
function keep(project: ProjectDevices, known: Known<Device>, named: Set<string>, isShort = false): void {
  const { id, gatewayId } = known.value;
  if (isShort) project.known.setShort(known.value, known.at);
  else project.known.set(id, known);
  if (gatewayId && declare(project, id, gatewayId)) named.add(id);
}

function addTo(sets: Map<string, Set<string>>, key: string, id: string): void {
  const ids = sets.get(key);
  if (ids) ids.add(id);
  else sets.set(key, new Set([id]));
}

function takeFrom(sets: Map<string, Set<string>>, key: string | undefined, id: string): void {
  const ids = key === undefined ? undefined : sets.get(key);
  if (ids?.delete(id) && ids.size === 0 && key !== undefined) sets.delete(key);
}

function undeclare({ declared, declaring }: ProjectDevices, id: string): void {
  takeFrom(declaring, declared.get(id), id);
  declared.delete(id);
}

/**
 * Takes a gateway that a device names itself; `sub-devices` of that gateway need not have been asked.
 * @returns whether it is news
 */
function declare(project: ProjectDevices, id: string, gatewayId: string): boolean {
  if (project.declared.get(id) === gatewayId || id === gatewayId) return false;
  if (leadsTo(project.gateways, gatewayId, id)) return false;
  undeclare(project, id);
  project.declared.set(id, gatewayId);
  addTo(project.declaring, gatewayId, id);
  attach(project, gatewayId, id, new Set());
  return true;
}

/** Adds devices to the gateways they name: each gateway's list is written once, however many name it. */
function addDeclared(project: ProjectDevices, ids: ReadonlySet<string>): void {
  const added = new Map<string, string[]>();
  for (const id of ids) {
    const gatewayId = project.declared.get(id) ?? '';
    const list = added.get(gatewayId);
    if (list) list.push(id);
    else added.set(gatewayId, [id]);
  }
  for (const [gatewayId, own] of added)
    project.subDevices.set(gatewayId, [...new Set([...(project.subDevices.get(gatewayId) ?? []), ...own])]);
}

/** Whether going up from `from`, gateway by gateway, one comes past `to`. */
function leadsTo(gateways: ReadonlyMap<string, string>, from: string, to: string): boolean {
  const seen = new Set<string>();
  for (let at = gateways.get(from); at !== undefined && !seen.has(at); at = gateways.get(at)) {
    if (at === to) return true;
    seen.add(at);
  }
  return false;
}

function mergeDevice(old: Device, fresh: Device): Device {
  const named = Object.entries(fresh).filter(([, value]) => value !== undefined);
  const { unread: _, ...before } = without(old, fresh.unread);
  return {
    ...before,
    ...Object.fromEntries(named),
    status: fresh.status.length > 0 ? fresh.status : old.status,
    extra: { ...without(old.extra, old.unread), ...fresh.extra },
  };
}

/** A record without the values of fields: neither one that can't be read any more nor one that now can stays beside the new. */
function without<T extends object>(record: T, fields: readonly UnreadField[] = []): T {
  const names = new Set(fields.flatMap(({ field }) => [field, ownName(field)]));
  if (names.size === 0) return record;
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name))) as T;
}

/** `update_time` is our `updateTime`. */
function ownName(wireName: string): string {
  return wireName.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
