import type { LogItemDto } from '../../../protocol/logRows.js';
import type { LogsRequests } from '../parts/requests.js';
import type { RowStore } from './rowStore.js';
import type { Selection } from './selection.js';
import { nothingSelected, only, range, toggled } from './selection.js';

/** The row the keys act on. Its id is missing until the row has come. */
export interface ActiveRow {
  readonly index: number;
  readonly id?: number;
  readonly time?: number;
}

/** The active row and the selection; follows both when rows are inserted or go. */
export class GridCursor {
  active: ActiveRow | undefined;
  selection: Selection = nothingSelected;
  /** The latest wish: an answer to an earlier one is dropped. */
  private wish = 0;
  private isRange = false;

  constructor(
    private readonly store: RowStore,
    private readonly requests: () => LogsRequests | undefined,
    private readonly changed: () => void,
  ) {}

  /** Makes a row the active one; alone, added to or taken from the selection, or as the end of a range. */
  activate(index: number, how: 'only' | 'extend' | 'toggle' | 'keep'): void {
    this.wish++;
    this.isRange = how === 'extend';
    this.active = this.placed(index);
    const item = this.store.at(index);
    if (how === 'extend') void this.extend();
    else if (how !== 'keep' && item?.kind === 'row')
      this.selection = how === 'only' ? only(item.id) : toggled(this.selection, item.id);
    else if (how === 'only') this.selection = nothingSelected;
    this.changed();
  }

  /** After the rows came or moved by about so many: finds the active one again. */
  follow(shift: number): void {
    const { active } = this;
    if (!active) return;
    const known = active.id === undefined ? undefined : this.store.indexOf(active.id);
    if (active.id === undefined) {
      const found = this.placed(active.index);
      if (found.id === undefined) return;
      this.active = found;
      if (this.isRange) void this.extend();
      else if (this.store.at(active.index)?.kind === 'row') this.selection = only(found.id);
    } else if (known !== undefined || shift !== 0) {
      this.active = { ...active, index: Math.max(0, known ?? active.index + shift) };
    }
  }

  /** The active row's place for sure, asked of the host where rows came while it was off screen. */
  place(): number | undefined | Promise<number | undefined> {
    const { active } = this;
    if (active?.id === undefined) return active?.index;
    const known = this.store.indexOf(active.id);
    return known ?? this.store.locate(active.id).then((index) => index ?? active.index);
  }

  async selectAll(): Promise<void> {
    const end = this.store.total - 1;
    const at = async (index: number): Promise<number | undefined> =>
      this.store.at(index)?.id ?? (await this.requests()?.ask('window', { index, count: 1 }))?.items[0]?.id;
    const [from, to] = await Promise.all([at(0), at(end)]);
    if (from !== undefined && to !== undefined) await this.selectBetween(from, to);
  }

  async selectBetween(from: number, to: number): Promise<void> {
    const own = ++this.wish;
    const ids = this.loadedBetween(from, to) ?? (await this.requests()?.ask('idsBetween', { from, to }))?.ids;
    if (own !== this.wish || !ids) return;
    this.selection = range(from, ids);
    this.changed();
  }

  clear(): void {
    this.wish++;
    this.active = undefined;
    this.selection = nothingSelected;
  }

  private placed(index: number): ActiveRow {
    const item = this.store.at(index);
    return item ? { index, id: item.id, time: item.time } : { index };
  }

  private async extend(): Promise<void> {
    const to = this.active?.id;
    const from = this.selection.from ?? to;
    if (from !== undefined && to !== undefined) await this.selectBetween(from, to);
  }

  /** Ids of the rows between two that are here with all that is between them. */
  private loadedBetween(from: number, to: number): readonly number[] | undefined {
    const [a, b] = [this.store.indexOf(from), this.store.indexOf(to)];
    if (a === undefined || b === undefined) return undefined;
    const ids: number[] = [];
    for (let index = Math.min(a, b); index <= Math.max(a, b); index++) {
      const item: LogItemDto | undefined = this.store.at(index);
      if (!item) return undefined;
      if (item.kind === 'row') ids.push(item.id);
    }
    return ids;
  }
}
