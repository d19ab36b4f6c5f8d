import type { LogRange } from '../logTypes.js';
import type { Marker } from '../markers/markers.js';
import type { LogSpan } from './sessionState.js';

/** A range as times, and whether it ends now rather than at a fixed time. */
export interface ResolvedRange extends LogSpan {
  readonly isOpen: boolean;
}

/** Undefined for a marker that isn't there any more. */
export function spanOf(range: LogRange, now: number, markers: readonly Marker[]): ResolvedRange | undefined {
  switch (range.kind) {
    case 'last':
      return { from: Math.max(0, now - range.ms), to: now, isOpen: true };
    case 'between': {
      const [from, to] = range.from <= range.to ? [range.from, range.to] : [range.to, range.from];
      return { from, to, isOpen: false };
    }
    case 'sinceMarker': {
      const marker = markers.find(({ id }) => id === range.marker);
      return marker && { from: Math.min(marker.time, now), to: now, isOpen: true };
    }
  }
}
