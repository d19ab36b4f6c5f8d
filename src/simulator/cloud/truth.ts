import type { TimeRange } from '../../base/timeRange.js';
import { ApiError } from '../requests/apiError.js';
import type { Blueprint } from '../fleet/fleet.js';
import type { LogEvent } from '../logs/logEvent.js';
import { deviceRecord } from '../routes/deviceShapes.js';
import type { Reaction } from '../world/reaction.js';
import type { AddedEvent, World } from '../world/world.js';

/** All that is kept, unless said otherwise. */
interface LogPart extends Partial<TimeRange> {
  readonly types?: readonly number[];
}

/** Looks behind the counter, past signatures and faults: what the fleet is really like. For tests. */
export class Truth {
  constructor(
    private readonly world: World,
    private readonly now: () => number,
  ) {}

  /** Ids of all devices that aren't deleted, in the order of the project's list. */
  deviceIds(): string[] {
    const { fleet } = this.world;
    const present = Array.from({ length: fleet.size }, (_, index) => index).filter((index) =>
      this.world.isPresent(index),
    );
    return present.map((index) => fleet.idOf(index));
  }

  /** The record that `GET /v1.0/devices/{device_id}` answers, or undefined for a deleted or unknown device. */
  device(id: string): Record<string, unknown> | undefined {
    const device = this.find(id);
    return device && deviceRecord(this.world, device, this.now());
  }

  /** Ids of the devices of one product of the catalogue, by its key (`gateway`, `strip`, `scale` …). */
  devicesOfProduct(key: string): string[] {
    const { fleet } = this.world;
    return this.deviceIds().filter((id) => fleet.productKeyAt(fleet.indexOf(id) ?? -1) === key);
  }

  subDeviceIds(id: string): string[] {
    const device = this.find(id);
    return device ? this.world.subDevicesOf(device).map((sub) => sub.id) : [];
  }

  /** Id of the gateway a sub-device stands behind, which no v1.0 answer tells. */
  gatewayOf(id: string): string | undefined {
    const gateway = this.find(id)?.gateway;
    return gateway === undefined ? undefined : this.world.fleet.idOf(gateway);
  }

  /** Names given to data points, by code. */
  dataPointNames(id: string): ReadonlyMap<string, string> {
    const device = this.find(id);
    return new Map(device && this.world.changesOf(device.index)?.pointNames);
  }

  /** Every row of a device's log, the newest first. */
  log(id: string, { from = 0, to = Infinity, types }: LogPart = {}): LogEvent[] {
    const device = this.find(id);
    if (!device) return [];
    const now = this.now();
    const rows = [...this.world.log(device, { from, to }, now)];
    return types ? rows.filter(({ type }) => types.includes(type)) : rows;
  }

  /**
   * Puts a row into a device's log: late ones (in the past), several in one millisecond, one whose time is yet to
   * come. A report shows in the status; online (1) and offline (2) set the device's state.
   */
  addLogEvent(id: string, event: AddedEvent): void {
    this.world.addEvent(this.world.device(id), event);
  }

  /** Flashes a module by hand (0 Wi-Fi, 3 Zigbee, 9 MCU): the device starts anew with another version. */
  flash(id: string, version: string, module = 0): void {
    this.world.flash(this.world.device(id), version, module, this.now());
  }

  /** What the device makes of commands from now on; what isn't said is as usual. */
  react(id: string, reaction: Partial<Reaction>): void {
    this.world.change(this.world.device(id).index).reaction = reaction;
  }

  /** How many devices may be controlled, those that have been counted in; a trial has ten. */
  limitControl(devices: number): void {
    this.world.controllable = devices;
  }

  private find(id: string): Blueprint | undefined {
    try {
      return this.world.device(id);
    } catch (error) {
      if (error instanceof ApiError) return undefined;
      throw error;
    }
  }
}
