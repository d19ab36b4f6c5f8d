import type { Blueprint } from '../fleet/fleet.js';
import type { Channel, DpValue, Moment } from '../products/product.js';
import { fraction, mix } from '../requests/random.js';

/** One report of one channel. */
export interface Report {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly moment: Moment;
  /** A number for this report and salt, 0 to 1. */
  readonly noise: (salt: number) => number;
}

const lateSalt = 1;
const skipSalt = 2;
const firstOwnSalt = 16;
/** So that batteries of one kind aren't all equally full. */
const devicesApart = 4096;

/** The endless series of reports of one channel of one device: slot by slot, each worked out on its own. */
export class ReportSeries {
  private readonly seed: number;
  private readonly everyMs: number;
  private readonly phase: number;

  constructor(
    seed: number,
    device: Blueprint,
    readonly channel: Channel,
    channelNumber: number,
  ) {
    this.seed = mix(seed, device.index, channelNumber);
    this.everyMs = channel.everySeconds * 1000;
    this.phase = mix(this.seed) % this.everyMs;
  }

  slotAt(time: number): number {
    return Math.floor((time - this.phase) / this.everyMs);
  }

  /** Undefined where the device kept quiet. */
  report(slot: number): Report | undefined {
    if (this.channel.skip > 0 && fraction(this.seed, slot, skipSalt) < this.channel.skip) return undefined;
    const late = fraction(this.seed, slot, lateSalt) * this.channel.jitter * this.everyMs;
    const time = this.phase + slot * this.everyMs + Math.floor(late);
    const noise = (salt: number): number => fraction(this.seed, slot, firstOwnSalt + salt);
    return { time, moment: { slot: slot + (this.seed % devicesApart), time, noise }, noise };
  }

  /** The newest report not after `time` that this condition lets through. */
  latest(time: number, isHeard: (time: number) => boolean): Report | undefined {
    const slot = this.slotAt(time);
    // Long enough for the longest outage of the busiest channel.
    for (let back = 0; back < 600; back++) {
      const report = this.report(slot - back);
      if (report && report.time <= time && isHeard(report.time)) return report;
    }
    return undefined;
  }
}

export function valuesOf(channel: Channel, report: Report | undefined): [code: string, value: DpValue][] {
  return channel.points.map((point) => [point.code, report ? point.at(report.moment) : point.initial]);
}
