import { contains, type TimeRange } from '../../base/timeRange.js';
import type { Blueprint, Fleet } from '../fleet/fleet.js';
import { fraction, mix, nameHash } from '../requests/random.js';

const hourMs = 3_600_000;
/** At most one short loss of connection in this time. */
const outageSlotMs = 37 * hourMs;
const outageTopic = nameHash('outage');
const offlineTopic = nameHash('offline since');

/** Knows when a device had a connection: a pure function of seed, device and time. */
export class Connections {
  constructor(
    private readonly seed: number,
    private readonly fleet: Fleet,
    /** When the cloud was started: dead devices died some days before that. */
    private readonly startedAt: number,
    /** No connection is lost for a while that would be missing then or later, epoch ms. */
    private readonly calmFrom = Infinity,
  ) {}

  isConnected(device: Blueprint, time: number): boolean {
    if (time >= this.offlineSince(device)) return false;
    const outage = this.outageAround(device, time);
    return !outage || !contains(outage, time);
  }

  /** As {@link isConnected}, for many questions about one range. */
  connectionIn(device: Blueprint, range: TimeRange): (time: number) => boolean {
    const end = this.offlineSince(device);
    const outages = this.outages(device, range);
    return (time) => time < end && !outages.some((outage) => contains(outage, time));
  }

  /** The end of a device's connections; Infinity for one that's alive. */
  offlineSince(device: Blueprint): number {
    const gateway =
      device.gateway === undefined ? Infinity : this.offlineSince(this.fleet.blueprint(device.gateway));
    if (device.connectivity !== 'offline') return gateway;
    const hours = 5 + fraction(this.seed, offlineTopic, device.index) * 240;
    const started = Math.floor(this.startedAt / hourMs) * hourMs;
    return Math.min(gateway, Math.floor(started - hours * hourMs));
  }

  /** The short outages that begin in a range, last into it, or end where it begins, oldest first. */
  outages(device: Blueprint, { from, to }: TimeRange): TimeRange[] {
    const result: TimeRange[] = [];
    for (let time = from; time < to + outageSlotMs; time += outageSlotMs) {
      const outage = this.outageAround(device, time);
      if (outage && outage.from < to && outage.to >= from) result.push(outage);
    }
    return result;
  }

  /** When the connection was lost or found last; 0 if that is long ago. */
  lastChange(device: Blueprint, now: number): number {
    const end = this.offlineSince(device);
    if (end <= now) return end;
    const recent = { from: now - 3 * outageSlotMs, to: now };
    const moments = this.outages(device, recent).flatMap(({ from, to }) => [from, to]);
    return Math.max(0, ...moments.filter((moment) => moment <= now));
  }

  /** Its end is the moment the device is back. */
  private outageAround(device: Blueprint, time: number): TimeRange | undefined {
    if (device.connectivity === 'sleepy') return undefined;
    // Sub-devices go down with their gateway.
    const place = device.gateway ?? device.index;
    const phase = mix(this.seed, outageTopic, place) % outageSlotMs;
    const slot = Math.floor((time - phase) / outageSlotMs);
    if (fraction(this.seed, outageTopic, place, slot, 1) < 0.4) return undefined;
    const from =
      phase +
      slot * outageSlotMs +
      Math.floor(fraction(this.seed, outageTopic, place, slot, 2) * 0.9 * outageSlotMs);
    const minutes = 1 + fraction(this.seed, outageTopic, place, slot, 3) * 24;
    const to = from + Math.floor(minutes * 60_000);
    return to < this.calmFrom ? { from, to } : undefined;
  }
}
