import type { FromLogsPage } from '../../../protocol/logRequests.js';
import type { LogItemDto, LogWindowDto } from '../../../protocol/logRows.js';

export type WindowParams = FromLogsPage['requests']['window']['params'];

/** How the rows moved between two views of the host. */
export interface StoreChange {
  /** The rows are another view's than before. */
  readonly replaced: boolean;
  /** Which item was to stay, and where it stood and stands; `to` is absent where it is gone. */
  readonly anchor?: { readonly id: number; readonly from: number; readonly to?: number };
  readonly totalBefore: number;
  /** New rows since the view before: not what a filter let in or an older page brought. */
  readonly arrived: number;
}

/** Which rows are wanted, and what has to stay in its place when the view has changed meanwhile. */
export interface Need {
  readonly from: number;
  readonly to: number;
  /** Id of a row on screen, or the end of the list. */
  readonly keep: number | 'end' | undefined;
}

const padding = 80;
const mostPerWindow = 300;
const mostKept = 1500;

/**
 * The stretch of the host's view that is around the screen. It asks for what is missing, one window at a time, and
 * takes everything anew when the view has another version: the old rows stay until the new ones are there.
 */
export class RowStore {
  private version = -1;
  private newest = -1;
  private items = new Map<number, LogItemDto>();
  private places = new Map<number, number>();
  private running: { from: number; to: number; abort: AbortController; refreshes: boolean } | undefined;
  private rows = 0;
  private arrived: number | undefined;

  constructor(
    /** Answers undefined where it was given up or failed. */
    private readonly fetch: (params: WindowParams, signal: AbortSignal) => Promise<LogWindowDto | undefined>,
    private readonly changed: (change: StoreChange) => void,
  ) {}

  /** Items in the view that the rows here belong to. */
  get total(): number {
    return this.rows;
  }

  /** No rows have come yet. */
  get isEmpty(): boolean {
    return this.items.size === 0;
  }

  at(index: number): LogItemDto | undefined {
    return this.items.get(index);
  }

  indexOf(id: number): number | undefined {
    return this.places.get(id);
  }

  /** The host's view has this version and size now. */
  announce(version: number, total: number): void {
    this.newest = Math.max(this.newest, version);
    if (this.version === -1) this.rows = total;
  }

  /** Takes rows that came without being asked for, if there are none yet. */
  begin(rows: LogWindowDto): void {
    if (this.version === -1) this.take(rows, undefined, true);
  }

  /** Sees to it that these rows come; called after every drawing, does nothing while they are there. */
  need(need: Need): void {
    const stale = this.newest > this.version;
    const missing = this.hasGap(need);
    if (!stale && !missing) return;
    if (this.running) {
      const { from, to, refreshes } = this.running;
      const covers = from <= need.from && to >= need.to;
      if (refreshes === stale && (covers || (refreshes && need.keep !== undefined))) return;
      this.running.abort.abort();
    }
    void this.load(need, stale);
  }

  /** Where an item stands by now, asked of the host. */
  async locate(id: number): Promise<number | undefined> {
    const params = { index: 0, count: 1, anchor: { id, before: 0 } };
    return (await this.fetch(params, new AbortController().signal))?.anchorIndex;
  }

  dispose(): void {
    this.running?.abort.abort();
    this.running = undefined;
  }

  /** Whether the row is among those that are held. */
  knows(id: number): boolean {
    return this.places.has(id);
  }

  private hasGap({ from, to }: Need): boolean {
    for (let index = from; index <= to; index++) if (!this.items.has(index)) return true;
    return false;
  }

  private async load(need: Need, refreshes: boolean): Promise<void> {
    const abort = new AbortController();
    const count = Math.min(mostPerWindow, need.to - need.from + 1 + 2 * padding);
    const before = Math.max(0, Math.floor((count - (need.to - need.from + 1)) / 2));
    const keep = typeof need.keep === 'number' ? this.places.get(need.keep) : undefined;
    const index = need.keep === 'end' ? Math.max(0, need.to + 1 - count) : Math.max(0, need.from - before);
    const anchor =
      refreshes && keep !== undefined && typeof need.keep === 'number'
        ? { id: need.keep, before: before + Math.max(0, keep - need.from) }
        : undefined;
    const running = (this.running = { from: index, to: index + count - 1, abort, refreshes });
    const answer = await this.fetch({ index, count, ...(anchor && { anchor }) }, abort.signal);
    if (this.running !== running) return;
    this.running = undefined;
    if (!answer) return;
    this.take(answer, anchor && keep !== undefined ? { id: anchor.id, from: keep } : undefined, refreshes);
  }

  private take(
    answer: LogWindowDto,
    anchor: { id: number; from: number } | undefined,
    refreshes: boolean,
  ): void {
    const totalBefore = this.rows;
    const same = answer.version === this.version;
    this.newest = Math.max(this.newest, answer.version);
    // Rows of another view than the ones on screen would tear the list: it is taken anew, with something held in place.
    if (!same && !refreshes && this.items.size > 0)
      return this.changed({ replaced: false, totalBefore, arrived: 0 });
    const arrived = same ? 0 : answer.arrived - (this.arrived ?? answer.arrived);
    if (!same) {
      this.items = new Map();
      this.places = new Map();
      this.version = answer.version;
      this.rows = answer.total;
      this.arrived = answer.arrived;
    }
    for (const item of answer.items) {
      this.items.set(item.index, item);
      this.places.set(item.id, item.index);
    }
    this.trim(answer.start + answer.items.length / 2);
    this.changed({
      replaced: !same,
      totalBefore,
      arrived,
      ...(anchor && {
        anchor: { ...anchor, ...(answer.anchorIndex !== undefined && { to: answer.anchorIndex }) },
      }),
    });
  }

  private trim(middle: number): void {
    if (this.items.size <= mostKept) return;
    for (const [index, item] of this.items) {
      if (Math.abs(index - middle) <= mostPerWindow) continue;
      this.items.delete(index);
      this.places.delete(item.id);
    }
  }
}
