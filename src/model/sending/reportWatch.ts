import { NotAdmittedError } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { isAbortError } from '../../base/errors.js';
import type { TuyaClient } from '../../tuya/client.js';
import { passes } from '../../tuya/errors/recovery.js';
import type { CloudTime } from './cloudTime.js';
import {
  isSameValue,
  reportsSince,
  sourcesFor,
  typedLike,
  type Report,
  type ReportQuery,
  type ReportSource,
} from './reports.js';
import type { SendRoute, Verdict } from './sentCommand.js';

/** When the report is looked for, ms since the cloud's answer: fast while most devices answer, then no more. */
const looksMs = [1_000, 2_000, 4_000, 8_000, 15_000];
/** A device that has the value already mostly reports nothing. */
const looksForSameMs = looksMs.slice(0, 2);

export interface Watched extends ReportQuery {
  readonly value: unknown;
  /** It had this value before. */
  readonly hadValue: boolean;
  /** What it had before, where that is known. */
  readonly before?: unknown;
  readonly route: SendRoute;
  /** When a newer command of the same data point left, epoch ms by the local clock: what is reported then is its. */
  readonly until: () => number;
}

interface WatchDeps {
  readonly clock: Clock;
  readonly time: CloudTime;
  /** Rejects where the budget of calls is used up. */
  client(signal: AbortSignal | undefined): Promise<Pick<TuyaClient, 'logs' | 'products'>>;
}

/**
 * Waits for what a device reports after a command. One call a look; a source that refuses gives way to the other one
 * once. Never rejects: the signal ends the waiting with what is known.
 */
export async function watchReport(deps: WatchDeps, watched: Watched, signal?: AbortSignal): Promise<Verdict> {
  const { clock, time } = deps;
  const sources: ReportSource[] = [...sourcesFor(watched.route)];
  const began = clock.now();
  let other: Report | undefined;
  let waitedMs = 0;
  for (const ms of watched.hadValue ? looksForSameMs : looksMs) {
    try {
      const wait = Math.min(ms, began + ms - clock.now());
      if (wait > 0) await clock.sleep(wait, signal);
      const reports = await look(deps, sources, watched, signal);
      waitedMs = ms;
      const until = time.of(watched.until());
      const own = reports.filter(({ at }) => at < until);
      const applied = own.find((report) => isSameValue(watched.value, report.value));
      if (applied) return verdict('applied', applied, watched, time);
      // What is on its way to the value reports others first, and its old one before it sets out; what stays is what
      // the device took.
      const newest = own.at(-1);
      const stays = newest?.at === other?.at && isSameValue(newest?.value, other?.value);
      other = newest ?? other;
      if (newest && stays && !isBefore(newest, watched)) break;
      if (reports.length > own.length || clock.now() >= watched.until()) break;
    } catch (problem) {
      if (isAbortError(problem)) {
        if (other) break;
        return { kind: 'noReport', waitedMs, isCut: true };
      }
      if (passes(problem)) continue;
      return { kind: 'unseen', problem };
    }
  }
  if (other) return verdict('appliedOther', other, watched, time);
  return { kind: watched.hadValue ? 'same' : 'noReport', waitedMs };
}

/** A device that reports from time to time says its old value also while the command is under way. */
function isBefore({ value }: Report, { before }: Watched): boolean {
  return before !== undefined && isSameValue(before, value);
}

async function look(
  deps: WatchDeps,
  sources: ReportSource[],
  watched: Watched,
  signal: AbortSignal | undefined,
): Promise<readonly Report[]> {
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

function verdict(
  kind: 'applied' | 'appliedOther',
  { value, at }: Report,
  { value: sent, sentAt }: Watched,
  time: CloudTime,
): Verdict {
  const ms = Math.max(0, Math.round(at - time.of(sentAt)));
  const report = { value: typedLike(sent, value), ms, at };
  return { kind, report };
}
