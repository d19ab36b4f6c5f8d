import type { TimeRange } from '../../../base/timeRange.js';
import { rowsPerPage } from '../read/logSource.js';
import type { ReadStep, StretchReader } from '../read/stretchReader.js';
import type { LogEstimate } from '../state/sessionState.js';

/** What a range will cost, by what its first page of one device shows. */
export function estimateByPage(
  step: ReadStep,
  reader: StretchReader,
  span: TimeRange,
  devices: number,
): LogEstimate {
  if (step.end) return { calls: devices };
  if (step.count !== undefined) return { calls: pages(step.count) * devices };
  const newest = Math.min(span.to, step.entries[0]?.eventTime ?? span.to);
  // A row that came late says nothing of how far the others reach. Where no row is certain, all that came are taken.
  const [first, last] = [step.whole[0], step.whole.at(-1)];
  const isCertain = first !== undefined && first.eventTime !== last?.eventTime;
  const reached = isCertain ? step.reached : (step.entries.at(-1)?.eventTime ?? step.reached);
  const count = isCertain ? step.whole.length : step.entries.length;
  const pageMs = Math.max(1, newest - reached);
  const rows = Math.max(rowsPerPage, count * (1 + Math.max(0, reached - reader.from) / pageMs));
  return { calls: pages(rows) * devices };
}

/** What a range will cost, by what another one of the same devices held. */
export function estimateByRate(rows: number, seen: TimeRange, span: TimeRange, devices: number): LogEstimate {
  const share = (span.to - span.from) / Math.max(1, seen.to - seen.from);
  // Each device's last page is hardly ever full.
  return { calls: pages(rows * share) + devices - 1 };
}

function pages(rows: number): number {
  return Math.max(1, Math.ceil(rows / rowsPerPage));
}
