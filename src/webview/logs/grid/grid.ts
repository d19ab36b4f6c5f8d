import * as l10n from '@vscode/l10n';
import type { PropertyValues, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LogColumn } from '../../../protocol/logLayout.js';
import { LightElement } from '../../shared/lightElement.js';
import { DurationFormat } from '../parts/duration.js';
import type { LogsContext } from '../parts/renderContext.js';
import { ColumnDrag } from './columnDrag.js';
import { columnHead } from './columnHead.js';
import type { ColumnLayout } from './columns.js';
import { isCompact, shownColumns } from './columns.js';
import { contentWidths, measurer, type Measure } from './contentWidths.js';
import { dayOf } from './days.js';
import { GridCursor } from './gridCursor.js';
import { gridParts, placeParts, rowIndexOf, viewportOf } from './gridFrame.js';
import { gridCommand, moveTarget, type GridCommand } from './gridKeys.js';
import type { StoreChange } from './rowStore.js';
import { RowStore } from './rowStore.js';
import type { GridPlace } from './gridPlace.js';
import { lookOf, rowList } from './rowList.js';
import type { RowContext } from './rowView.js';
import { rowElementId } from './rowView.js';
import { ScrollPosition } from './scrollPosition.js';
import { rowHeight } from './scrollScale.js';

/** Rows drawn above and below what is on screen. */
const overscan = 4;
const sideStep = 60;
/** How long nothing stands where the first rows will. */
const lateMs = 150;

/**
 * The rows of the log: a window of the host's view that is drawn where the scroll bar stands. Its height is told by an
 * empty element, its rows stand in a frame that stays on screen, so a million rows cost what a screenful does.
 *
 * Events: `grid-place` when it was scrolled, `grid-active` with the active item, `grid-open` when its details are asked
 * for, `grid-copy`, `grid-menu` with the place in the window where the active item's menu belongs, `grid-new` with
 * `{count}` rows that came at the end.
 */
@customElement('tuya-log-grid')
export class LogGrid extends LightElement {
  @property({ attribute: false }) context: LogsContext | undefined;
  /** Id of the row whose details are open. */
  @property({ attribute: false }) openId: number | undefined;
  /** Rows that came below since the end was left. */
  newBelow = 0;
  readonly store = new RowStore(
    async (params, signal) => this.context?.requests.ask('window', params, signal),
    (change) => this._rowsCame(change),
  );
  readonly cursor = new GridCursor(
    this.store,
    () => this.context?.requests,
    () => this._tell('grid-active'),
  );
  private readonly _scroll = new ScrollPosition();
  private _durations = new DurationFormat('en');
  private _columns: readonly ColumnLayout[] = [];
  private readonly _drag = new ColumnDrag();
  private _look = '';
  private _width = 0;
  /** Once the grid has its faces. */
  private _measure: Measure | undefined;
  /** Of the row at the upper edge: where the view goes when that row is hidden. */
  private _anchorTime: number | undefined;
  /** The row that somebody was led to, until they go on by themselves. */
  private _led: number | undefined;
  private _awaited: { readonly index: number; readonly id: number } | undefined;
  private readonly _resizes = new ResizeObserver(() => this.requestUpdate());
  private readonly _wheel = {
    passive: false,
    handleEvent: (event: WheelEvent): void => {
      if (!this._scroll.wheel(event)) return;
      this._led = undefined;
      event.preventDefault();
      this._moved();
    },
  };
  private _clock: ReturnType<typeof setInterval> | undefined;
  /** The first rows take their time: meanwhile their places are shown. */
  private _isLate = false;
  private _late: ReturnType<typeof setTimeout> | undefined;
  /** Intl is ready to write days. */
  private _hasDays = false;
  private _daysSoon: number | undefined;

  get sticks(): boolean {
    return this._scroll.sticks;
  }

  get isAtStart(): boolean {
    return this._scroll.top < rowHeight;
  }

  place(): GridPlace {
    const { index, hidden } = this._scroll.first;
    const item = this.store.at(index);
    return { sticks: this._scroll.sticks, ...(item && { id: item.id, time: item.time, hidden }) };
  }

  /** Puts a row at the upper edge. */
  showAt(index: number, hidden: number): void {
    this._scroll.fit(this.store.total, this._scroll.viewport);
    this._scroll.to(index * rowHeight + hidden);
    this.requestUpdate();
  }

  jumpToEnd(): void {
    this._led = undefined;
    this._scroll.toEnd();
    this.newBelow = 0;
    this._moved();
  }

  /** Shows a row in the middle of the grid and makes it the active one. */
  reveal(index: number, id: number): void {
    this._scroll.sticks = false;
    this._scroll.show(index, 'middle');
    // The host may know of more rows than have been told of here: then it's shown when they are.
    this._awaited = index < this.store.total ? undefined : { index, id };
    // A person was led here: also where the rows change just then, this one stays on screen.
    this._scroll.sticks = false;
    this._led = id;
    this.cursor.activate(index, 'only');
    if (this.cursor.active?.id !== id) this.cursor.active = { index, id };
    this._moved();
  }

  focusRows(): void {
    this.querySelector<HTMLElement>('.log-grid')?.focus({ preventScroll: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The first day that Intl writes takes as long as all rows do: they don't wait for it (plainText.ts).
    this._daysSoon = requestIdleCallback(
      () => {
        this.context?.time.day(Date.now());
        this._hasDays = true;
        this.requestUpdate();
      },
      { timeout: lateMs },
    );
    // Times that are told as “3 min ago” go on.
    this._clock = setInterval(() => {
      if (this.context?.snapshot.layout.time === 'relative') this.requestUpdate();
    }, 10_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this._clock);
    clearTimeout(this._late);
    if (this._daysSoon !== undefined) cancelIdleCallback(this._daysSoon);
    this._resizes.disconnect();
    this.store.dispose();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { context } = this;
    if (!context) return;
    if (changed.has('context')) {
      const before = changed.get('context') as LogsContext | undefined;
      if (before?.locale !== context.locale) this._durations = new DurationFormat(context.locale);
      this._drag.heard();
      this._look = lookOf(context.snapshot);
      if (context.snapshot.firstRows) this.store.begin(context.snapshot.firstRows);
      this.store.announce(context.snapshot.version, context.snapshot.total);
      // Whatever room there is going to be, a window around the place is more: it is on its way while the page is drawn.
      if (this.store.isEmpty && this._scroll.viewport === 0 && this.store.total > 0) {
        this._scroll.fit(this.store.total, 0);
        this._need();
      }
    }
    const layout = this._drag.over(context.snapshot.layout);
    this._columns = shownColumns({ ...context.snapshot, layout }, this._width, this._content(context));
    this._scroll.fit(this.store.total, this._scroll.viewport);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { context } = this;
    if (!context) return nothing;
    const { snapshot } = context;
    const { active } = this.cursor;
    const [from, to] = this._drawn();
    const now = Date.now() - (snapshot.clockAheadMs ?? 0);
    const view: RowContext = {
      context,
      columns: this._columns,
      durations: this._durations,
      now,
      read: (id) => context.requests.run('readGap', { id }),
    };
    const isNarrow = isCompact(snapshot.layout, this._width);
    const relative = snapshot.layout.time === 'relative' ? Math.floor(now / 10_000) : 0;
    const isOnScreen = active !== undefined && active.index >= from && active.index <= to;
    const activeId = isOnScreen ? this.store.at(active.index)?.id : undefined;
    return html`<div
      class="log-grid ${isNarrow ? 'is-compact' : ''}"
      role="grid"
      tabindex="0"
      aria-label=${l10n.t('Log')}
      aria-rowcount=${this.store.total + 1}
      aria-colcount=${this._columns.length}
      aria-multiselectable="true"
      aria-activedescendant=${activeId === undefined ? nothing : rowElementId(activeId)}
      @scroll=${this._scrolled}
      @wheel=${this._wheel}
      @keydown=${this._key}
      @focus=${this._focused}
    >
      ${columnHead(this._columns, (column, width, done) => this._resize(column, width, done))}
      <div class="day" role="presentation"><span class="day-text">${this._day()}</span></div>
      <div
        class="rows"
        role="rowgroup"
        @click=${this._click}
        @dblclick=${this._open}
        @contextmenu=${this._menu}
        @mousedown=${this._press}
      >
        <div class="rows-inner" role="presentation">
          ${rowList({
            view,
            store: this.store,
            cursor: this.cursor,
            openId: this.openId,
            range: [from, to],
            look: `${this._look} ${this._columns.length} ${isNarrow} ${relative}`,
          })}
        </div>
      </div>
      <div class="spacer" role="presentation"></div>
    </div>`;
  }

  protected override updated(): void {
    const parts = gridParts(this);
    if (!parts) return;
    this._resizes.observe(parts.grid);
    const viewport = viewportOf(parts);
    if (viewport !== this._scroll.viewport || parts.grid.clientWidth !== this._width) {
      this._width = parts.grid.clientWidth;
      this._measure ??= measurer(parts.grid);
      const { active } = this.cursor;
      const isRead =
        active?.id === this.openId && active !== undefined && this._scroll.isOnScreen(active.index);
      this._scroll.fit(this.store.total, viewport);
      // Details that open below take room from the rows, never the row they are about.
      if (isRead) this._scroll.show(active.index, 'nearest');
      this.requestUpdate();
    }
    placeParts(parts, this._scroll, this._columns, this._range()[0]);
    if (viewport > 0) this._need();
  }

  private _content(context: LogsContext): ReturnType<typeof contentWidths> | undefined {
    return this._measure && contentWidths(context.snapshot, context.names, this._measure);
  }

  /** First and last row to be drawn. */
  private _range(): readonly [from: number, to: number] {
    const { index } = this._scroll.first;
    const count = Math.ceil(this._scroll.viewport / rowHeight) + 1;
    return [Math.max(0, index - overscan), Math.min(this.store.total - 1, index + count + overscan)];
  }

  /** The same, and none before the first rows are there: places that are gone in a moment would only delay them. */
  private _drawn(): readonly [from: number, to: number] {
    const [from, to] = this._range();
    if (!this.store.isEmpty || this._isLate || to < from) return [from, to];
    this._late ??= setTimeout(() => {
      this._isLate = true;
      this.requestUpdate();
    }, lateMs);
    return [0, -1];
  }

  private _need(): void {
    const [from, to] = this._range();
    const first = Array.from({ length: to - from + 1 }, (_, at) =>
      this.store.at(this._scroll.first.index + at),
    );
    const keep = this._scroll.sticks ? 'end' : (this._ledId ?? first.find((item) => item)?.id);
    this.store.need({ from, to: Math.max(from, to), keep });
  }

  private get _ledId(): number | undefined {
    return this._led !== undefined && this.store.knows(this._led) ? this._led : undefined;
  }

  private _rowsCame({ replaced, anchor, totalBefore, arrived }: StoreChange): void {
    const shift = anchor?.to === undefined ? 0 : anchor.to - anchor.from;
    const growArray = this.store.total - totalBefore;
    if (replaced) {
      const lost = anchor && anchor.to === undefined ? this._anchorTime : undefined;
      this._scroll.shift(shift);
      const awaited = this._awaited;
      if (awaited && awaited.index < this.store.total) {
        queueMicrotask(() => this.reveal(awaited.index, awaited.id));
      }
      if (lost !== undefined) void this._goTo(lost);
      const below = Math.min(arrived, anchor ? growArray - shift : growArray);
      if (below > 0 && this.context?.snapshot.tail.state === 'following') {
        if (!this._scroll.sticks) this.newBelow += below;
        this._tell('grid-new', { count: below });
      }
    }
    this.cursor.follow(replaced ? shift : 0);
    this._anchorTime = this.place().time ?? this._anchorTime;
    this._tell('grid-place');
  }

  /** The row that held the place is gone (a filter hides it): the same time is shown. */
  private async _goTo(time: number): Promise<void> {
    const found = await this.context?.requests.ask('goTo', { time });
    if (found) this.showAt(found.index, 0);
  }

  private _day(): string {
    const { index } = this._scroll.first;
    const item = this.store.at(index) ?? this.store.at(index + 1);
    return this.context && item && this._hasDays ? dayOf(this.context, item) : '';
  }

  private _scrolled(event: Event): void {
    if (!(event.currentTarget instanceof HTMLElement) || !this._scroll.read(event.currentTarget)) return;
    this._led = undefined;
    this._moved();
  }

  private _moved(): void {
    if (this._scroll.sticks) this.newBelow = 0;
    this._anchorTime = this.place().time ?? this._anchorTime;
    this._tell('grid-place');
  }

  /** Coming in by keyboard: there is always a row for the keys to act on. */
  private _focused(): void {
    if (this.cursor.active || this.store.total === 0) return;
    this.cursor.activate(this._scroll.sticks ? this.store.total - 1 : this._scroll.first.index, 'only');
  }

  private _press(event: MouseEvent): void {
    if (event.shiftKey || event.detail > 1) event.preventDefault(); // rows are meant, not text
  }

  private _click(event: MouseEvent): void {
    const index = rowIndexOf(event);
    if (index === undefined) return;
    const how = event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'only';
    this._activate(index, how);
  }

  private _open(event: MouseEvent): void {
    if (rowIndexOf(event) !== undefined) this._tell('grid-open');
  }

  /** A right click selects, unless the row is selected already. */
  private _menu(event: MouseEvent): void {
    event.preventDefault();
    const index = rowIndexOf(event);
    if (index === undefined) return;
    const id = this.store.at(index)?.id;
    const isSelected = id !== undefined && this.cursor.selection.ids.has(id);
    this._activate(index, isSelected ? 'keep' : 'only');
    this._tell('grid-menu', { x: event.clientX, y: event.clientY });
  }

  /** By keyboard: beneath the active row. */
  private _menuOfActive(): void {
    const { active } = this.cursor;
    if (!active) return;
    this._scroll.show(active.index, 'nearest');
    this._moved();
    void this.updateComplete.then(() => {
      const row = this.querySelector(`.row[data-index="${active.index}"]`)?.getBoundingClientRect();
      const frame = this.getBoundingClientRect();
      if (row) this._tell('grid-menu', { x: Math.max(row.left, frame.left) + 24, y: row.bottom });
    });
  }

  private _activate(index: number, how: 'only' | 'extend' | 'toggle' | 'keep'): void {
    this._led = undefined;
    if (index < this.store.total - 1) this._scroll.sticks = false;
    this.cursor.activate(index, how);
    this._tell('grid-place');
  }

  private _key(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return; // a handle or a button inside
    const command = gridCommand(event);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    void this._do(command);
  }

  private async _do(command: GridCommand): Promise<void> {
    const { total } = this.store;
    const { active } = this.cursor;
    switch (command.do) {
      case 'move': {
        const page = Math.max(1, Math.floor(this._scroll.viewport / rowHeight) - 1);
        const index = moveTarget(command.by, active && (await this.cursor.place()), page, total);
        if (index === undefined) return;
        this._scroll.show(index, 'nearest');
        this._activate(index, command.extend ? 'extend' : 'only');
        if (command.by === 'end') this.jumpToEnd();
        return this._moved();
      }
      case 'columns':
        this.querySelector('.log-grid')?.scrollBy({ left: command.by * sideStep });
        return;
      case 'toggle':
        if (active) this.cursor.activate(active.index, 'toggle');
        return;
      case 'selectAll':
        return this.cursor.selectAll();
      case 'copy':
        return this._tell('grid-copy');
      case 'open':
        return this._tell('grid-open');
      case 'menu':
        return this._menuOfActive();
    }
  }

  private _resize(column: LogColumn, width: number, done: boolean): void {
    const { context } = this;
    if (!context) return;
    const { requests, snapshot } = context;
    this._drag.resize({ requests, layout: snapshot.layout }, column, width, done);
    this.requestUpdate();
  }

  /** What happened here is drawn too. */
  private _tell(name: string, detail?: unknown): void {
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
