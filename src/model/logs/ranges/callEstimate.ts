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
  const atLeast = devices > 1;
  if (step.end) return { calls: devices, atLeast };
  if (step.count !== undefined) return { calls: pages(step.count) * devices, atLeast };
  const newest = Math.min(span.to, step.entries[0]?.eventTime ?? span.to);
  // A row that came late says nothing of how far the others reach.
  const certain = Math.max(1, step.whole.length);
  const pageMs = Math.max(1, newest - step.reached);
  const rows = Math.max(rowsPerPage, certain * (1 + Math.max(0, step.reached - reader.from) / pageMs));
  return { calls: pages(rows) * devices, atLeast: true };
}

/** What a range will cost, by what another one of the same devices held. */
export function estimateByRate(rows: number, seen: TimeRange, span: TimeRange, devices: number): LogEstimate {
  const share = (span.to - span.from) / Math.max(1, seen.to - seen.from);
  // Each device's last page is hardly ever full.
  return { calls: pages(rows * share) + devices - 1, atLeast: share > 1 };
}

function pages(rows: number): number {
  return Math.max(1, Math.ceil(rows / rowsPerPage));
}
