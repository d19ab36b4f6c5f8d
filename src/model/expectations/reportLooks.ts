import { NotAdmittedError } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { isAbortError, throwIfAborted } from '../../base/errors.js';
import type { TuyaClient } from '../../tuya/client.js';
import { passes } from '../../tuya/errors/recovery.js';
import type { CloudTime } from '../projects/cloudTime.js';
import {
  reportsSince,
  sourcesFor,
  typedLike,
  type ReportedPoint,
  type ReportSource,
} from '../sending/reports.js';
import type { SendRoute } from '../sending/sentCommand.js';
import { fits } from './comparison.js';
import type { Comparison } from './expectationFile.js';
import { looksAtMost } from './runPlan.js';

/** From when on reports count. */
export interface Since {
  /** Epoch ms by the local clock. */
  readonly sentAt: number;
  /** The same by the cloud's; absent where no answer has told its time yet. */
  readonly cloudAt?: number;
  readonly route: SendRoute | undefined;
}

export interface Wanted extends Omit<ReportedPoint, 'value'> {
  readonly deviceId: string;
  readonly since: Since;
  readonly comparison: Comparison;
  /** The value that was sent last. */
  readonly sent: unknown;
  readonly withinMs: number;
  readonly paceMs: number;
}

export type Looked =
  | { readonly kind: 'met' | 'late'; readonly ms: number; readonly value: unknown }
  | { readonly kind: 'lost'; readonly lookedMs: number; readonly other?: unknown }
  | { readonly kind: 'unseen'; readonly problem: unknown };

interface LookDeps {
  readonly clock: Clock;
  readonly time: CloudTime;
  /** Sources that won't tell of this device, filled here: a round needn't ask again. */
  readonly refused?: Set<ReportSource>;
  client(signal: AbortSignal | undefined): Promise<Pick<TuyaClient, 'logs' | 'products'>>;
}

/**
 * Looks at a steady pace for the first report that fits. How long it took is by the cloud's own times, whatever the pace:
 * the pace only says how soon it is known, and what it costs. The last look is a pace after the time is over.
 * @throws an abort error
 */
export async function lookForReport(deps: LookDeps, wanted: Wanted, signal?: AbortSignal): Promise<Looked> {
  const { clock, time } = deps;
  const { since, comparison, sent, withinMs, paceMs } = wanted;
  const point = { code: wanted.code, dpId: wanted.dpId, value: sent };
  const query = { deviceId: wanted.deviceId, points: [point], sentAt: since.sentAt };
  const sources = sourcesFor(since.route ?? 'iot-03').filter((source) => !deps.refused?.has(source));
  const looks = looksAtMost(wanted);
  let other: unknown;
  let lookedMs = 0;
  let failed: unknown;
  for (let look = 1; look <= looks; look++) {
    // Who comes late, after other steps, needs one look for all that are past.
    const dueMs = look === looks ? withinMs + paceMs : look * paceMs;
    const wait = since.sentAt + dueMs - clock.now();
    if (wait <= 0 && look < looks && since.sentAt + (look + 1) * paceMs <= clock.now()) continue;
    // A clock that is set back makes no look wait longer than a pace.
    if (wait > 0) await clock.sleep(Math.min(wait, dueMs), signal);
    throwIfAborted(signal);
    try {
      const client = await deps.client(signal);
      const all = await reportsSince(client, sources[0] ?? 'log', query, time, signal);
      const { reports = [], takenAt } = all.get(wanted.code) ?? {};
      lookedMs = clock.now() - since.sentAt;
      const cloudAt = takenAt ?? since.cloudAt ?? time.of(since.sentAt);
      const found = reports.find(({ value }) => fits(comparison, value, sent));
      if (found) {
        const ms = Math.max(0, Math.round(found.at - cloudAt));
        return { kind: ms <= withinMs ? 'met' : 'late', ms, value: typedLike(sent, found.value) };
      }
      other = typedLike(sent, reports.at(-1)?.value) ?? other;
    } catch (problem) {
      if (isAbortError(problem)) throw problem;
      failed = problem;
      if (passes(problem)) continue;
      if (problem instanceof NotAdmittedError || sources.length === 1) return { kind: 'unseen', problem };
      // Refused: the other source may not be, and the look isn't used up by it.
      const [refused] = sources.splice(0, 1);
      if (refused) deps.refused?.add(refused);
      look--;
    }
  }
  // Where the last looks failed, a report may have come all the same.
  if (lookedMs < withinMs && failed !== undefined) return { kind: 'unseen', problem: failed };
  return { kind: 'lost', lookedMs, ...(other !== undefined && { other }) };
}
