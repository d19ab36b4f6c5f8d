import type { TimeRange } from '../../../base/timeRange.js';
import type { LogRange } from '../rows/logTypes.js';
import type { Marker } from './markers.js';

/** The device, the cloud and this computer may each think it's another time, and be in another zone by mistake. */
export const aheadMs = 25 * 3_600_000;

/** A range as times, and whether it ends now rather than at a fixed time. */
export interface ResolvedRange extends TimeRange {
  readonly isOpen: boolean;
}

/** Where the reading of a range ends: what time it is for the device and the cloud isn't known. */
export function endOf({ to, isOpen }: ResolvedRange): number {
  return isOpen ? to + aheadMs : to;
}

/** Undefined for a marker that isn't there any more. */
export function resolveRange(
  range: LogRange,
  now: number,
  markers: readonly Marker[],
): ResolvedRange | undefined {
  switch (range.kind) {
    case 'last':
      return { from: Math.max(0, now - range.ms), to: now, isOpen: true };
    case 'between': {
      const [from, to] = range.from <= range.to ? [range.from, range.to] : [range.to, range.from];
      // What isn't there yet can't have been read: such a range goes on until now.
      return to <= now ? { from, to, isOpen: false } : { from: Math.min(from, now), to: now, isOpen: true };
    }
    case 'sinceMarker': {
      const marker = markers.find(({ id }) => id === range.marker);
      return marker && { from: Math.min(marker.time, now), to: now, isOpen: true };
    }
  }
}
