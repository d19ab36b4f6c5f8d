import { NotAdmittedError } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { isAbortError } from '../../base/errors.js';
import type { TuyaClient } from '../../tuya/client.js';
import { passes } from '../../tuya/errors/recovery.js';
import type { CloudTime } from '../projects/cloudTime.js';
import {
  isSameValue,
  latencyOf,
  reportsSince,
  sourcesFor,
  typedLike,
  type Report,
  type ReportedPoint,
  type Reports,
  type ReportSource,
} from './reports.js';
import type { SendRoute, Verdict } from './sentCommand.js';

/** When the report is looked for, ms since the cloud's answer: fast while most devices answer, then no more. */
const looksMs = [1_000, 2_000, 4_000, 8_000, 15_000];
/** A device that has the value already mostly reports nothing. */
const looksForSame = 2;

/** A data point of a command whose report is waited for. */
export interface WatchedPoint extends ReportedPoint {
  readonly value: unknown;
  /** It had this value before. */
  readonly hadValue: boolean;
  /** What it had before, where that is known. */
  readonly before?: unknown;
  /** When a newer command of the same data point left, epoch ms by the local clock: what is reported then is its. */
  readonly until: () => number;
  /** Told once, as soon as it is known. */
  readonly ended: (verdict: Verdict) => void;
}

export interface Watched {
  readonly deviceId: string;
  readonly points: readonly WatchedPoint[];
  readonly route: SendRoute;
  /** When the command left, epoch ms by the local clock. */
  readonly sentAt: number;
}

interface WatchDeps {
  readonly clock: Clock;
  readonly time: CloudTime;
  /** Rejects where the budget of calls is used up. */
  client(signal: AbortSignal | undefined): Promise<Pick<TuyaClient, 'logs' | 'products'>>;
}

/**
 * Waits for what a device reports after a command. One call a look, however many data points it has; a source that
 * refuses gives way to the other one once. Never rejects: the signal ends the waiting with what is known.
 */
export async function watchReports(deps: WatchDeps, watched: Watched, signal?: AbortSignal): Promise<void> {
  const { clock } = deps;
  const sources: ReportSource[] = [...sourcesFor(watched.route)];
  const began = clock.now();
  let open = watched.points.map((point) => new PointWatch(point, watched.sentAt, deps));
  const each = (tell: (point: PointWatch) => boolean): void => {
    open = open.filter((point) => !tell(point));
  };
  for (const [look, ms] of looksMs.entries()) {
    each((point) => point.isOver(look));
    if (open.length === 0) return;
    try {
      const wait = Math.min(ms, began + ms - clock.now());
      if (wait > 0) await clock.sleep(wait, signal);
      const points = open.map(({ point }) => point);
      const reports = await lookUp(deps, sources, { ...watched, points }, signal);
      each((point) => point.take(reports, ms));
    } catch (problem) {
      if (isAbortError(problem)) return each((point) => point.cut());
      if (passes(problem)) continue;
      return each((point) => point.blind(problem));
    }
  }
  each((point) => point.isOver(Infinity));
}

/** What is known of one data point's report; each answers whether its verdict was told. */
class PointWatch {
  private other: Report | undefined;
  private waitedMs = 0;
  private takenAt: number | undefined;

  constructor(
    readonly point: WatchedPoint,
    private readonly sentAt: number,
    private readonly deps: Pick<WatchDeps, 'clock' | 'time'>,
  ) {}

  /** Looks that are over: nothing more is waited for where there are no more for it. */
  isOver(looks: number): boolean {
    return looks >= (this.point.hadValue ? looksForSame : looksMs.length) && this.end();
  }

  take(all: Reports, ms: number): boolean {
    const { point } = this;
    const { reports = [], takenAt } = all.get(point.code) ?? {};
    this.takenAt = takenAt ?? this.takenAt;
    this.waitedMs = ms;
    const until = this.deps.time.of(point.until());
    const own = reports.filter(({ at }) => at < until);
    const applied = own.find((report) => isSameValue(point.value, report.value));
    if (applied) return this.tell(this.reported('applied', applied));
    // What is on its way to the value reports others first, and its old one before it sets out; what stays is what
    // the device took.
    const newest = own.at(-1);
    const stays = newest?.at === this.other?.at && isSameValue(newest?.value, this.other?.value);
    this.other = newest ?? this.other;
    if (newest && stays && !this.isBefore(newest)) return this.end();
    const isFollowed = reports.length > own.length || this.deps.clock.now() >= point.until();
    return isFollowed && this.end();
  }

  /** Nobody waits any more. */
  cut(): boolean {
    return this.other ? this.end() : this.tell({ kind: 'noReport', waitedMs: this.waitedMs, isCut: true });
  }

  /** Nobody can look. */
  blind(problem: unknown): boolean {
    return this.tell({ kind: 'unseen', problem });
  }

  private end(): boolean {
    const { other, waitedMs, point } = this;
    if (other) return this.tell(this.reported('appliedOther', other));
    return this.tell({ kind: point.hadValue ? 'same' : 'noReport', waitedMs });
  }

  private tell(verdict: Verdict): true {
    this.point.ended(verdict);
    return true;
  }

  private reported(kind: 'applied' | 'appliedOther', { value, at }: Report): Verdict {
    const ms = latencyOf(at, this.deps.time.of(this.sentAt), this.takenAt);
    return { kind, report: { value: typedLike(this.point.value, value), ms, at } };
  }

  /** A device that reports from time to time says its old value also while the command is under way. */
  private isBefore({ value }: Report): boolean {
    const { before } = this.point;
    return before !== undefined && isSameValue(before, value);
  }
}

async function lookUp(
  deps: WatchDeps,
  sources: ReportSource[],
  watched: Watched,
  signal: AbortSignal | undefined,
): Promise<Reports> {
  const client = await deps.client(signal);
  for (;;) {
    const [source = 'log'] = sources;
    try {
      return await reportsSince(client, source, watched, deps.time, signal);
    } catch (problem) {
      if (problem instanceof NotAdmittedError || isAbortError(problem) || passes(problem)) throw problem;
      sources.shift();
      if (sources.length === 0) throw problem;
    }
  }
}
