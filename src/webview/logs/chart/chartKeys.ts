import type { ChartSeriesDto } from '../../../protocol/logChart.js';
import { pointUnder, type ChartCursor } from './chartCursor.js';

export type LaneKeyAction =
  | { readonly kind: 'point'; readonly index: number; readonly extend: boolean }
  | { readonly kind: 'lane'; readonly by: 1 | -1 }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'open' | 'reset' | 'drop' };

/** How far Page Up and Page Down go, points. */
const page = 10;

/** What a key does in a lane. Undefined: nothing. */
export function laneKey(
  { key, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent,
  lane: Pick<ChartSeriesDto, 'times' | 'ids'>,
  cursor: ChartCursor | undefined,
): LaneKeyAction | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  const last = lane.times.length - 1;
  const current = pointUnder(lane, cursor);
  const step = { ArrowRight: 1, ArrowLeft: -1, PageDown: page, PageUp: -page }[key];
  if (step !== undefined || key === 'Home' || key === 'End') {
    if (last < 0) return undefined;
    const moved = current === undefined ? last : current + (step ?? 0);
    const index = key === 'Home' ? 0 : key === 'End' ? last : Math.min(last, Math.max(0, moved));
    return { kind: 'point', index, extend: shiftKey };
  }
  switch (key) {
    case 'ArrowDown':
      return { kind: 'lane', by: 1 };
    case 'ArrowUp':
      return { kind: 'lane', by: -1 };
    case 'Enter':
      return { kind: 'open' };
    case '+':
      return { kind: 'zoom', factor: 0.5 };
    case '-':
      return { kind: 'zoom', factor: 2 };
    case '0':
      return { kind: 'reset' };
    case 'Escape':
      return { kind: 'drop' };
    default:
      return undefined;
  }
}
