import { lastOf, rangeThrough, type TimeRange } from '../../../base/timeRange.js';
import { endSpace, valuesWidth } from './lanePlot.js';

/** A pointer that moved less was a click, CSS px. */
const clickSlop = 4;

interface GestureTarget {
  /** What is in sight. */
  span(): TimeRange | undefined;
  /** Undefined: the pointer has gone. */
  hover(lane: number | undefined, time: number): void;
  click(lane: number, time: number): void;
  /** While it is being drawn. */
  selecting(span: TimeRange | undefined): void;
  selected(span: TimeRange, withShift: boolean): void;
}

/** The time under an x of the page, in a plot's element. */
export function timeAt(plot: HTMLElement, clientX: number, { from, to }: TimeRange): number {
  const { left, width } = plot.getBoundingClientRect();
  const part = (clientX - left - valuesWidth) / Math.max(1, width - valuesWidth - endSpace);
  return Math.round(from + Math.min(1, Math.max(0, part)) * (to - from));
}

/** Pointer over the lanes: what is under it, a click on a point, a stretch of time that is drawn. */
export function chartGestures(target: GestureTarget): {
  move(event: PointerEvent): void;
  leave(): void;
  down(event: PointerEvent): void;
} {
  let pressed: { readonly plot: HTMLElement; readonly x: number; isDrawing: boolean } | undefined;

  function placeOf(event: PointerEvent): { plot: HTMLElement; lane: number } | undefined {
    const plot = event.target instanceof Element ? event.target.closest<HTMLElement>('.lane-plot') : null;
    return plot ? { plot, lane: Number(plot.dataset['lane']) } : undefined;
  }

  function drawnSpan(plot: HTMLElement, x: number, event: PointerEvent): TimeRange | undefined {
    const span = target.span();
    if (!span) return undefined;
    const [a, b] = [timeAt(plot, x, span), timeAt(plot, event.clientX, span)];
    return rangeThrough(Math.min(a, b), Math.max(a, b));
  }

  return {
    move(event) {
      const place = placeOf(event);
      const span = target.span();
      if (pressed || !place || !span) return;
      target.hover(place.lane, timeAt(place.plot, event.clientX, span));
    },
    leave() {
      if (!pressed) target.hover(undefined, 0);
    },
    down(event) {
      const place = placeOf(event);
      if (event.button !== 0 || !place) return;
      const { plot, lane } = place;
      const current = { plot, x: event.clientX, isDrawing: false };
      pressed = current;
      plot.setPointerCapture(event.pointerId);
      const ended = new AbortController();
      const end = (): void => {
        ended.abort();
        pressed = undefined;
      };
      const options = { signal: ended.signal };
      plot.addEventListener(
        'pointermove',
        (moved) => {
          current.isDrawing ||= Math.abs(moved.clientX - current.x) >= clickSlop;
          if (current.isDrawing) target.selecting(drawnSpan(plot, current.x, moved));
        },
        options,
      );
      plot.addEventListener(
        'pointerup',
        (up) => {
          end();
          const span = drawnSpan(plot, current.x, up);
          if (!span) return;
          if (current.isDrawing) target.selected(span, up.shiftKey);
          else target.click(lane, lastOf(span));
        },
        options,
      );
      plot.addEventListener(
        'pointercancel',
        () => {
          end();
          target.selecting(undefined);
        },
        options,
      );
    },
  };
}
