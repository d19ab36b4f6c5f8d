import type { GridPlace } from '../grid/gridPlace.js';

/** What of the page outlives it, beside what the serializer needs. The host reads query, filter and follow too. */
export interface SavedView {
  readonly place?: GridPlace;
  /** The row whose details were open; with its time, for ids start anew after a window reload. */
  readonly open?: { readonly id: number; readonly time: number };
  readonly chartOpen: boolean;
  /** Height of the chart, px. */
  readonly chartHeight: number;
}

export const usualView: SavedView = { chartOpen: false, chartHeight: 220 };

/** Reads what an earlier page kept; VS Code gives it back as it was, or not at all. */
export function readSavedView(kept: unknown): SavedView {
  if (typeof kept !== 'object' || kept === null) return usualView;
  const { place, open, chartOpen, chartHeight } = kept as Partial<Record<keyof SavedView, unknown>>;
  const at = place as Partial<GridPlace> | undefined;
  const row = open as Partial<NonNullable<SavedView['open']>> | undefined;
  return {
    ...(typeof at?.sticks === 'boolean' && { place: at as GridPlace }),
    ...(typeof row?.id === 'number' &&
      typeof row.time === 'number' && { open: { id: row.id, time: row.time } }),
    chartOpen: chartOpen === true,
    chartHeight: typeof chartHeight === 'number' ? chartHeight : usualView.chartHeight,
  };
}
