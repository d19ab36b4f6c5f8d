import { contains, isEmpty, lastOf, type TimeRange } from '../../base/timeRange.js';
import type { Blueprint } from '../fleet/fleet.js';
import { isHidden } from '../products/product.js';
import { fraction, mix, nameHash } from '../requests/random.js';
import type { Connections } from './connection.js';
import { eventTypes, logValue, type LogEvent } from './logEvent.js';
import { ReportSeries, valuesOf, type Report } from './reports.js';

const chunkMs = 6 * 3_600_000;
const cachedEventsAtMost = 160_000;
const commandLeadMs = 500;
const commandSources = [2, 4, 4, 3, 16] as const;
const incidents = [
  { type: eventTypes.firmware, everyMs: 210 * 3_600_000, skip: 0.3, from: [7, 8, 10], restarts: true },
  { type: eventTypes.restart, everyMs: 61 * 3_600_000, skip: 0.4, from: [1], restarts: false },
  { type: eventTypes.semaphore, everyMs: 47 * 3_600_000, skip: 0.4, from: [1, -1], restarts: false },
] as const;
const incidentTopic = nameHash('incident');

type Draft = Omit<LogEvent, 'seq'>;

/** What happened to a device by itself, worked out in pieces of six hours; keeps the pieces read last. */
export class Timeline {
  private readonly chunks = new Map<string, readonly LogEvent[]>();
  private cachedEvents = 0;

  constructor(
    private readonly seed: number,
    private readonly connections: Connections,
  ) {}

  series(device: Blueprint): ReportSeries[] {
    return device.product.channels.map((channel, at) => new ReportSeries(this.seed, device, channel, at));
  }

  /** Events of a range, the newest first. */
  *events(device: Blueprint, range: TimeRange): Generator<LogEvent> {
    if (isEmpty(range)) return;
    const first = Math.floor(range.from / chunkMs);
    for (let chunk = Math.floor(lastOf(range) / chunkMs); chunk >= first; chunk--) {
      for (const event of this.chunk(device, chunk)) if (contains(range, event.time)) yield event;
    }
  }

  private chunk(device: Blueprint, chunk: number): readonly LogEvent[] {
    const key = `${device.index}:${chunk}`;
    const known = this.chunks.get(key);
    if (known) return known;
    const events = this.compose(device, { from: chunk * chunkMs, to: (chunk + 1) * chunkMs });
    this.chunks.set(key, events);
    this.cachedEvents += events.length;
    for (const [oldest, held] of this.chunks) {
      if (this.cachedEvents <= cachedEventsAtMost || oldest === key) break;
      this.chunks.delete(oldest);
      this.cachedEvents -= held.length;
    }
    return events;
  }

  private compose(device: Blueprint, range: TimeRange): LogEvent[] {
    const drafts = [
      ...this.reports(device, range),
      ...this.incidents(device, range),
      ...this.connectionEvents(device, range),
    ];
    const activated = device.activeTime * 1000;
    drafts.push({ time: activated, type: eventTypes.activated, from: 1 });
    const sorted = drafts
      .filter(({ time }) => contains(range, time) && time >= activated)
      .sort((a, b) => b.time - a.time || a.type - b.type);
    let seq = 0;
    return sorted.map((draft, at) => {
      seq = sorted[at - 1]?.time === draft.time ? seq + 1 : 1;
      return { ...draft, seq };
    });
  }

  private *reports(device: Blueprint, { from, to }: TimeRange): Generator<Draft> {
    const isConnected = this.connections.connectionIn(device, { from, to: to + commandLeadMs });
    for (const series of this.series(device)) {
      // The one before may be late; the one after may have its command in here.
      for (let slot = series.slotAt(from) - 1; slot <= series.slotAt(to + commandLeadMs); slot++) {
        const report = series.report(slot);
        if (!report || !isConnected(report.time)) continue;
        const values = valuesOf(series.channel, report).filter(([code]) => !isHidden(device.product, code));
        if (series.channel.commanded) yield* command(report, values[0]);
        for (const [code, value] of values) {
          yield { time: report.time, type: eventTypes.report, from: 1, code, value: logValue(value) };
        }
      }
    }
  }

  private *incidents(device: Blueprint, { from, to }: TimeRange): Generator<Draft> {
    for (const { type, everyMs, skip, from: sources, restarts } of incidents) {
      const seed = mix(this.seed, incidentTopic, device.index, type);
      const phase = seed % everyMs;
      for (let slot = Math.floor((from - phase) / everyMs); phase + slot * everyMs < to; slot++) {
        if (fraction(seed, slot, 1) < skip) continue;
        const time = phase + slot * everyMs + Math.floor(fraction(seed, slot, 2) * 0.9 * everyMs);
        if (!this.connections.isConnected(device, time)) continue;
        const source = sources[mix(seed, slot, 3) % sources.length] ?? 1;
        const value =
          type === eventTypes.firmware
            ? { value: `1.${(slot & 0xffff) % 10}.${mix(seed, slot, 4) % 20}` }
            : {};
        yield { time, type, from: source, ...value };
        if (restarts) yield { time: time + 14_000, type: eventTypes.restart, from: 1 };
      }
    }
  }

  private *connectionEvents(device: Blueprint, range: TimeRange): Generator<Draft> {
    const end = this.connections.offlineSince(device);
    for (const outage of this.connections.outages(device, range)) {
      if (outage.from < end) yield { time: outage.from, type: eventTypes.offline, from: 1 };
      if (outage.to < end) yield { time: outage.to, type: eventTypes.online, from: 1 };
    }
    if (Number.isFinite(end) && this.connections.isConnected(device, end - 1)) {
      yield { time: end, type: eventTypes.offline, from: 1 };
    }
  }
}

/** What made the device report: somebody's tap, the cloud, a timer, or a finger on the device itself. */
function* command(report: Report, first: [code: string, value: unknown] | undefined): Generator<Draft> {
  if (!first) return;
  const cause = report.noise(201);
  if (cause >= 0.72) return;
  const [code, plain] = first;
  const value = logValue(plain);
  const time = report.time - 80 - Math.floor(report.noise(202) * 320);
  if (cause < 0.6) {
    const from = commandSources[Math.floor(report.noise(203) * commandSources.length)] ?? 4;
    yield { time, type: eventTypes.command, from, code, value };
  } else {
    yield { time, type: eventTypes.timer, from: 4, code, value: JSON.stringify({ [code]: plain }) };
  }
}
