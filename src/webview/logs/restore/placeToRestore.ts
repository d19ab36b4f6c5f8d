import type { SavedView } from './savedQuery.js';
import type { LogGrid } from '../grid/grid.js';
import type { LogsContext } from '../parts/renderContext.js';

/**
 * Brings the grid back to where an earlier page was. Ids count only where the row still has its time: after a window
 * reload they are given anew. While the log is still being read the place may not be there yet: it is tried again.
 */
export class PlaceToRestore {
  private busy = false;

  constructor(private kept: SavedView | undefined) {}

  /** The person has moved on: nothing is brought back any more. */
  drop(): void {
    this.kept = undefined;
  }

  /** Answers the row whose details were open, once it is found. */
  async try(
    context: LogsContext,
    grid: LogGrid,
  ): Promise<{ readonly id: number; readonly index: number } | undefined> {
    const { kept } = this;
    if (!kept || this.busy || context.snapshot.total === 0) return undefined;
    if (kept.place?.sticks !== false && !kept.open) {
      this.kept = undefined;
      return undefined;
    }
    this.busy = true;
    try {
      const place = kept.place;
      const at = place && !place.sticks ? await find(context, place.id, place.time) : undefined;
      const open = kept.open ? await find(context, kept.open.id, kept.open.time) : undefined;
      if (this.kept !== kept) return undefined;
      const isWhole = (at !== undefined || place?.sticks !== false) && (open !== undefined || !kept.open);
      if (!isWhole && context.snapshot.loading) return undefined;
      this.kept = undefined;
      if (at) grid.showAt(at.index, place?.hidden ?? 0);
      return open;
    } finally {
      this.busy = false;
    }
  }
}

async function find(
  { requests, snapshot }: LogsContext,
  id: number | undefined,
  time: number | undefined,
): Promise<{ readonly id: number; readonly index: number } | undefined> {
  if (id === undefined || time === undefined) return undefined;
  const answer = await requests.ask('window', { index: 0, count: 1, anchor: { id, before: 0 } });
  const item = answer?.items[0];
  if (answer?.anchorIndex !== undefined && item?.id === id && item.time === time)
    return { id, index: answer.anchorIndex };
  if (snapshot.loading) return undefined;
  return (await requests.ask('goTo', { time })) ?? undefined;
}
