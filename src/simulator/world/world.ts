import { intersect, rangeThrough, type TimeRange } from '../../base/timeRange.js';
import { ApiError } from '../requests/apiError.js';
import { Fleet, type Blueprint } from '../fleet/fleet.js';
import { isHidden, type DpValue } from '../products/product.js';
import { Connections } from '../logs/connection.js';
import { compareEvents, countNew, eventTypes, logValue, type LogEvent } from '../logs/logEvent.js';
import { RowKeys } from '../logs/rowKeys.js';
import { valuesOf } from '../logs/reports.js';
import { Timeline } from '../logs/timeline.js';
import { factoryFirmware } from './firmware.js';
import { firstMembers, type Member } from './members.js';
import { delayOf, usualReaction, type Reaction } from './reaction.js';
import { mix, nameHash } from '../requests/random.js';

/** Beyond every number a worked-out event can have in its millisecond. */
const firstAddedSeq = 1001;
const memberTopic = nameHash('new member');
const retentionMs = 7 * 86_400_000;

/** What changed about a device since the cloud was started. */
interface Changes {
  name?: string;
  removed?: boolean;
  isFrozen?: boolean;
  reaction?: Partial<Reaction>;
  /** Epoch milliseconds of the last restore of factory defaults. */
  resetAt?: number;
  readonly pointNames: Map<string, string>;
  readonly outletNames: Map<string, string>;
  members?: Map<string, Member>;
  /** Versions by the module's number. */
  firmware?: ReadonlyMap<number, string>;
  /** In the log's order. */
  readonly added: Added[];
}

interface Added extends LogEvent {
  /** As it stands in the status. */
  readonly plain?: DpValue;
}

/** An event as a test or a person adds it. */
export interface AddedEvent {
  /** Epoch milliseconds; may lie in the past (a late row) or ahead (it shows when its time has come). */
  readonly time: number;
  readonly type: number;
  /** 1, the device itself, unless said otherwise. */
  readonly from?: number;
  readonly code?: string;
  /** As it stands in the status; the log shows it as text. */
  readonly value?: DpValue;
}

/** A data point as the device reported it last. */
export interface PointReading {
  readonly code: string;
  readonly value: DpValue;
  /** Epoch milliseconds. */
  readonly time: number;
}

export interface DeviceReading {
  readonly online: boolean;
  /** What the standard set knows. */
  readonly status: { code: string; value: DpValue }[];
  /** Everything. */
  readonly points: readonly PointReading[];
  /** Epoch seconds. */
  readonly updateTime: number;
}

/** The fleet and what happened to it: the truth that every operation shows and changes. */
export class World {
  readonly fleet: Fleet;
  private readonly connections: Connections;
  private readonly timeline: Timeline;
  private readonly changes = new Map<number, Changes>();
  private readonly removed = new Set<number>();
  private addedEvents = 0;
  private addedMembers = 0;
  /** How many devices may be controlled; each takes a place with its first command. */
  controllable = Infinity;
  private readonly controlled = new Set<number>();
  /** How many commands each device was sent. */
  private readonly commands = new Map<number, number>();

  constructor(
    readonly seed: number,
    size: number,
    startedAt: number,
    calmFrom?: number,
    /** Of every device that has no other one. */
    private readonly reaction: Partial<Reaction> = {},
  ) {
    this.fleet = new Fleet(seed, size, startedAt);
    this.connections = new Connections(seed, this.fleet, startedAt, calmFrom);
    this.timeline = new Timeline(seed, this.connections);
  }

  /** @throws ApiError 1106 for an id this project never had, 2010 for a deleted device */
  device(id: string): Blueprint {
    const index = this.fleet.indexOf(id);
    if (index === undefined) throw new ApiError(1106);
    if (this.removed.has(index)) throw new ApiError(2010);
    return this.fleet.blueprint(index);
  }

  isPresent(index: number): boolean {
    return !this.removed.has(index);
  }

  get removedCount(): number {
    return this.removed.size;
  }

  changesOf(index: number): Readonly<Changes> | undefined {
    return this.changes.get(index);
  }

  /** For the operations that write. */
  change(index: number): Changes {
    let changes = this.changes.get(index);
    if (!changes) {
      changes = { pointNames: new Map(), outletNames: new Map(), added: [] };
      this.changes.set(index, changes);
    }
    return changes;
  }

  /** A frozen device takes no commands. */
  isFrozen(device: Blueprint): boolean {
    return this.changes.get(device.index)?.isFrozen ?? false;
  }

  reactionOf(device: Blueprint): Reaction {
    return { ...usualReaction, ...this.reaction, ...this.changes.get(device.index)?.reaction };
  }

  /** How long the device takes to report its next command, ms; undefined where that doesn't reach it. */
  nextDelay(device: Blueprint): number | undefined {
    const nth = (this.commands.get(device.index) ?? 0) + 1;
    this.commands.set(device.index, nth);
    return delayOf(this.reactionOf(device), this.seed, device.index, nth);
  }

  /** False where the pool of devices that may be controlled is full, and this one isn't in it. */
  takeControl(device: Blueprint): boolean {
    if (this.controlled.has(device.index)) return true;
    if (this.controlled.size >= this.controllable) return false;
    this.controlled.add(device.index);
    return true;
  }

  nameOf(device: Blueprint): string {
    return this.changes.get(device.index)?.name ?? device.name;
  }

  /** A gateway takes its sub-devices with it. */
  remove(device: Blueprint): void {
    this.removed.add(device.index);
    this.changes.delete(device.index);
    for (const sub of this.subDevicesOf(device)) this.remove(sub);
  }

  subDevicesOf(device: Blueprint): Blueprint[] {
    if (device.product.kind !== 'gateway') return [];
    const present = this.fleet.subDevicesOf(device.index).filter((index) => this.isPresent(index));
    return present.map((index) => this.fleet.blueprint(index));
  }

  isOnline(device: Blueprint, now: number): boolean {
    const told = this.newestAdded(
      device,
      now,
      ({ type }) => type === eventTypes.online || type === eventTypes.offline,
    );
    if (told) return told.type === eventTypes.online;
    if (device.connectivity === 'sleepy') return false;
    return now < this.resetTime(device) && this.connections.isConnected(device, now);
  }

  read(device: Blueprint, now: number): DeviceReading {
    const until = Math.min(now, this.resetTime(device) - 1, this.connections.offlineSince(device) - 1);
    const points: PointReading[] = [];
    let newest = device.activeTime * 1000;
    // What reports nothing still comes and goes.
    if (device.product.channels.length === 0)
      newest = Math.max(newest, this.connections.lastChange(device, now));
    const wasReset = (this.changes.get(device.index)?.resetAt ?? Infinity) <= now;
    for (const series of this.timeline.series(device)) {
      const report = series.latest(until, (time) => this.connections.isConnected(device, time));
      const values = valuesOf(series.channel, wasReset ? undefined : report);
      if (values.some(([code]) => !isHidden(device.product, code)))
        newest = Math.max(newest, report?.time ?? 0);
      for (const [code, value] of values) points.push(this.reading(device, code, value, report?.time, now));
    }
    for (const [code, value] of Object.entries(device.product.constants ?? {}))
      points.push(this.reading(device, code, value, undefined, now));
    newest = Math.max(newest, this.newestAdded(device, now, () => true)?.time ?? 0);
    const status = points
      .filter(({ code }) => !isHidden(device.product, code))
      .map(({ code, value }) => ({ code, value }));
    return { online: this.isOnline(device, now), status, points, updateTime: Math.floor(newest / 1000) };
  }

  /** The log of a range, as far as the cloud keeps it by now; the newest row first. */
  *log(device: Blueprint, range: TimeRange, now: number): Generator<LogEvent> {
    const kept = intersect(range, rangeThrough(now - retentionMs, now));
    const resetTime = this.resetTime(device);
    const all = this.changes.get(device.index)?.added ?? [];
    const added = all.slice(
      countNew(all, (time) => time >= kept.to),
      countNew(all, (time) => time >= kept.from),
    );
    let next = 0;
    for (const event of this.timeline.events(device, { from: kept.from, to: Math.min(kept.to, resetTime) })) {
      for (let row = added[next]; row && compareEvents(row, event) < 0; row = added[++next]) yield row;
      yield event;
    }
    yield* added.slice(next);
  }

  /** The people a device keeps data for, by id; to change them hand a map to {@link change}. */
  membersOf(device: Blueprint): Map<string, Member> {
    return this.changes.get(device.index)?.members ?? firstMembers(this.seed, device);
  }

  /** The version of each module, by its number. */
  firmwareOf(device: Blueprint): ReadonlyMap<number, string> {
    return this.changes.get(device.index)?.firmware ?? factoryFirmware(this.seed, device);
  }

  /** Puts a version onto a module by hand, as a cable does: the device starts anew, and nobody told the cloud before. */
  flash(device: Blueprint, version: string, module: number, now: number): void {
    this.change(device.index).firmware = new Map([...this.firmwareOf(device), [module, version]]);
    this.addEvent(device, { time: now, type: eventTypes.restart });
  }

  nextMemberId(): string {
    return String(5_200_000 + (mix(this.seed, memberTopic) % 700_000) + this.addedMembers++);
  }

  rowKeysOf(device: Blueprint): RowKeys {
    return new RowKeys(this.seed, device.index);
  }

  addEvent(device: Blueprint, { from = 1, value, ...event }: AddedEvent): void {
    const changes = this.change(device.index);
    const shown = value === undefined ? {} : { value: logValue(value), plain: value };
    const added: Added = { ...event, from, ...shown, seq: firstAddedSeq + this.addedEvents++ };
    const place = countNew(changes.added, (time) => time >= event.time);
    changes.added.splice(place, 0, added);
  }

  /**
   * Restores factory defaults. The device stays listed, offline and with the values it left the factory with,
   * until somebody pairs it again; names of its data points and its people are gone.
   */
  reset(device: Blueprint, now: number): void {
    const changes = this.change(device.index);
    changes.pointNames.clear();
    changes.outletNames.clear();
    changes.members = new Map();
    changes.added.splice(0, Infinity, ...changes.added.filter(({ time }) => time < now));
    changes.resetAt = now;
    this.addEvent(device, { time: now, type: eventTypes.reset, from: 4 });
    this.addEvent(device, { time: now + 1, type: eventTypes.offline, from: 1 });
  }

  private resetTime(device: Blueprint): number {
    const gateway =
      device.gateway === undefined ? Infinity : (this.changes.get(device.gateway)?.resetAt ?? Infinity);
    return Math.min(gateway, this.changes.get(device.index)?.resetAt ?? Infinity);
  }

  /** What the device reported by itself, or the newest added report if that's newer. */
  private reading(
    device: Blueprint,
    code: string,
    value: DpValue,
    reportedAt: number | undefined,
    now: number,
  ): PointReading {
    const isNews = (event: Added): boolean =>
      event.type === eventTypes.report && event.code === code && event.time >= (reportedAt ?? 0);
    const added = this.newestAdded(device, now, isNews);
    if (added?.plain !== undefined) return { code, value: added.plain, time: added.time };
    return { code, value, time: reportedAt ?? device.activeTime * 1000 };
  }

  private newestAdded(device: Blueprint, now: number, matches: (event: Added) => boolean): Added | undefined {
    const { added = [], resetAt = 0 } = this.changes.get(device.index) ?? {};
    for (let at = countNew(added, (time) => time > now); at < added.length; at++) {
      const event = added[at];
      if (!event || event.time <= resetAt) return undefined;
      if (matches(event)) return event;
    }
    return undefined;
  }
}
