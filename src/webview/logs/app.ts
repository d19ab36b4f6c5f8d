import * as l10n from '@vscode/l10n';
import type { PropertyValues, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { lastOf, type TimeRange } from '../../base/timeRange.js';
import type { LogItemDto } from '../../protocol/logRows.js';
import type { EventNamesDto, LogsSnapshot } from '../../protocol/logs.js';
import { TimeFormat } from '../shared/formatTime.js';
import { LightElement } from '../shared/lightElement.js';
import { LiveRegion } from '../shared/liveRegion.js';
import { personsLocale } from '../shared/personsLocale.js';
import type { LogChart } from './chart/logChart.js';
import { chartArea } from './chart/chartArea.js';
import './details/rowDetails.js';
import { noRows } from './parts/noRows.js';
import { chips } from './filter/chips.js';
import './filter/filterBar.js';
import type { FilterBar } from './filter/filterBar.js';
import './grid/grid.js';
import type { LogGrid } from './grid/grid.js';
import { nothingSelected } from './grid/selection.js';
import type { SavedView } from './restore/savedQuery.js';
import { usualView } from './restore/savedQuery.js';
import { NewRowsSaid } from './parts/newRowsSaid.js';
import { pageKey } from './parts/pageKeys.js';
import { floatingButtons } from './parts/floatingButtons.js';
import { problems } from './parts/problems.js';
import type { LogsRequests } from './parts/requests.js';
import { PlaceToRestore } from './restore/placeToRestore.js';
import type { LogsContext } from './parts/renderContext.js';
import { statusLine } from './parts/statusLine.js';
import { rowMenu, type RowAction } from './rowMenu/rowActions.js';
import { runRowAction } from './rowMenu/rowCommands.js';
import './rowMenu/rowMenu.js';
import type { MenuPlace } from './rowMenu/rowMenu.js';
import './toolbar/toolbar.js';
import type { LogToolbar } from './toolbar/toolbar.js';

/** The host gives no more ids at once. */
const mostSelected = 100_000;

/** The root of the log page: draws the last snapshot and ties its parts together. Event: `logs-kept`. */
@customElement('tuya-logs')
export class LogsApp extends LightElement {
  @property({ attribute: false }) snapshot: LogsSnapshot | undefined;
  @property({ attribute: false }) requests: LogsRequests | undefined;
  @property({ attribute: false }) names: EventNamesDto = { types: {}, sources: {}, verdicts: [] };
  /** Details are open: of this row. */
  @state() private _openId: number | undefined;
  @state() private _chartOpen = false;
  @state() private _chartHeight = usualView.chartHeight;
  @state() private _ordinal: number | undefined;
  /** The menu of a row that is open. */
  @state() private _menu: { readonly item: LogItemDto; readonly place: MenuPlace } | undefined;
  private _context: LogsContext | undefined;
  private readonly _locale = personsLocale();
  private readonly _time = new TimeFormat(this._locale);
  private _restore = new PlaceToRestore(undefined);
  private _openTime: number | undefined;
  private readonly _region = new LiveRegion(this);
  private readonly _newRows = new NewRowsSaid((rows) =>
    this.say(l10n.t('New rows: {0}', rows.toLocaleString(this._locale))),
  );

  /** What the palette or a key of VS Code asked for: the same as the button does. */
  run(command: string): void {
    switch (command) {
      case 'next':
      case 'previous':
        return void this._step(command === 'next');
      case 'clearFilter':
        return this.querySelector<FilterBar>('tuya-log-filter')?.set('');
      case 'sinceFlash':
        return this._sinceFlash();
      case 'follow':
      case 'pause':
      case 'export':
        return this.querySelector<LogToolbar>('tuya-log-toolbar')?.run(command);
    }
  }

  /** What an earlier page kept. Before the first snapshot. */
  restore(kept: SavedView): void {
    this._chartOpen = kept.chartOpen;
    this._chartHeight = kept.chartHeight;
    this._restore = new PlaceToRestore(kept);
  }

  kept(): SavedView {
    const place = this._grid?.place();
    return {
      ...(place && { place }),
      ...(this._openId !== undefined &&
        this._openTime !== undefined && { open: { id: this._openId, time: this._openTime } }),
      chartOpen: this._chartOpen,
      chartHeight: this._chartHeight,
    };
  }

  say(text: string): void {
    this._region.say(text);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this._key);
    window.addEventListener('focus', this._takeFocus);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this._key);
    window.removeEventListener('focus', this._takeFocus);
    this._newRows.dispose();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { snapshot, requests, names, _locale: locale, _time: time } = this;
    if (!snapshot || !requests || !changed.has('snapshot')) return;
    const before = changed.get('snapshot') as LogsSnapshot | undefined;
    if (before && before.filter.text !== snapshot.filter.text) this._ordinal = undefined;
    this._context = { snapshot, names, locale, time, requests };
  }

  protected override render(): TemplateResult | typeof nothing {
    const { _context: context } = this;
    if (!context) return nothing;
    const { snapshot } = context;
    const isGone = snapshot.situation === 'projectGone';
    const { ids: selection } = this._grid?.cursor.selection ?? nothingSelected;
    return html`<main class="logs" aria-busy=${snapshot.loading !== undefined}>
        <h1 class="visually-hidden"><bdi>${snapshot.title}</bdi></h1>
        <div class="progress">
          ${
            snapshot.loading
              ? html`<vscode-progress-bar
                  aria-label=${l10n.t('Reading…')}
                  .indeterminate=${snapshot.loading.part === undefined}
                  .value=${(snapshot.loading.part ?? 0) * 100}
                ></vscode-progress-bar>`
              : nothing
          }
        </div>
        ${
          isGone
            ? nothing
            : html`<tuya-log-toolbar
                  .context=${context}
                  .chartOpen=${this._chartOpen}
                  .selected=${selection}
                  @toolbar-chart=${this._toggleChart}
                  @toolbar-say=${(event: CustomEvent<string>) => this.say(event.detail)}
                  @toolbar-query=${this._startOver}
                  @toolbar-follow=${() => this._grid?.jumpToEnd()}
                ></tuya-log-toolbar>
                <tuya-log-filter
                  .context=${context}
                  .ordinal=${this._ordinal}
                  @filter-step=${(event: CustomEvent<{ forward: boolean }>) => void this._step(event.detail.forward)}
                  @filter-leave=${() => this._grid?.focusRows()}
                ></tuya-log-filter>
                ${chips(context)}`
        }
        ${problems(context)}
        <div class="work ${this._openId === undefined ? '' : 'has-details'}">
          <div class="grid-area" @wheel=${this._moveOn} @pointerdown=${this._moveOn} @keydown=${this._moveOn}>
            <tuya-log-grid
              .context=${context}
              .openId=${this._openId}
              ?hidden=${snapshot.total === 0}
              @grid-place=${this._placed}
              @grid-active=${this._activeChanged}
              @grid-open=${this._open}
              @grid-copy=${() => void this._copy()}
              @grid-menu=${this._openMenu}
              @grid-new=${(event: CustomEvent<{ count: number }>) => this._newRows.came(event.detail.count)}
            ></tuya-log-grid>
            ${this._grid && snapshot.total > 0 ? floatingButtons(context, this._grid, () => this._jump()) : nothing}
            ${noRows(context, { clearFilter: () => this._showAll() })}
          </div>
          ${
            this._openId === undefined
              ? nothing
              : html`<tuya-log-details
                  .context=${context}
                  .rowId=${this._openId}
                  @details-close=${this._closeDetails}
                  @details-say=${(event: CustomEvent<string>) => this.say(event.detail)}
                ></tuya-log-details>`
          }
        </div>
        ${
          this._chartOpen && !isGone
            ? chartArea(context, {
                height: this._chartHeight,
                resize: (height) => {
                  this._chartHeight = height;
                  this._tellKept();
                },
                brush: (span) => void this._brush(span),
                showRow: (id) => void this._showRow(id),
              })
            : nothing
        }
        ${statusLine(context, selection.size)} ${this._rowMenu(context)}
      </main>
      ${this._region.render()}`;
  }

  protected override updated(changed: PropertyValues): void {
    const { _context: context, _grid: grid } = this;
    const chart = this.querySelector<HTMLElement>('.chart-area');
    if (chart) chart.style.height = `${this._chartHeight}px`;
    if (!context || !grid || !changed.has('snapshot')) return;
    const before = changed.get('snapshot') as LogsSnapshot | undefined;
    void this._restore.try(context, grid).then((open) => {
      if (!open) return;
      grid.cursor.activate(open.index, 'only');
      this._openId = open.id;
    });
    this._tellKept();
    if (snapshotHasRows(before) !== snapshotHasRows(this.snapshot)) this._takeFocus();
  }

  /** The rows have the keyboard, unless something else has. */
  private readonly _takeFocus = (): void => {
    void this._grid?.updateComplete.then(() => {
      const isFree = document.hasFocus() && document.activeElement === document.body;
      if (isFree && snapshotHasRows(this.snapshot)) this._grid?.focusRows();
    });
  };

  private get _grid(): LogGrid | null {
    return this.querySelector<LogGrid>('tuya-log-grid');
  }

  private readonly _key = (event: KeyboardEvent): void => {
    const command = pageKey(event);
    if (!command) return;
    event.preventDefault();
    // VS Code hears every key of a page, and has commands of its own for these.
    if (command === 'next' || command === 'previous') event.stopPropagation();
    switch (command) {
      case 'find':
        return this.querySelector<FilterBar>('tuya-log-filter')?.focusBox();
      case 'next':
      case 'previous':
        return void this._step(command === 'next');
      case 'close':
        return this._closeDetails();
      case 'marker':
        return this.requests?.run('addMarker', {});
      case 'sinceFlash':
      case 'pause':
        return this.run(command);
    }
  };

  private _sinceFlash(): void {
    const { snapshot } = this;
    const flash = snapshot?.markers.find((marker) => marker.flash === true);
    if (!snapshot || !flash)
      return this.say(l10n.t('No flash task has ended with success since markers are kept.'));
    const range = { kind: 'sinceMarker', marker: flash.id } as const;
    void this.querySelector<LogToolbar>('tuya-log-toolbar')?.query({ ...snapshot.query, range });
  }

  private async _step(forward: boolean): Promise<void> {
    const grid = this._grid;
    const from = grid?.cursor.active?.id ?? grid?.place().id;
    const further = await this.requests?.ask('step', { forward, ...(from !== undefined && { from }) });
    // After the last match comes the first again, as in VS Code's own search.
    const found = further === null ? await this.requests?.ask('step', { forward }) : further;
    if (!found || !grid) {
      if (found === null) this.say(l10n.t('No matches'));
      return;
    }
    this._restore.drop();
    grid.reveal(found.index, found.id);
    this._ordinal = found.ordinal;
  }

  private _placed(): void {
    this.requestUpdate(); // the floatingButtons depend on where the grid stands
    this._tellKept();
  }

  private _activeChanged(): void {
    this._ordinal = undefined;
    const grid = this._grid;
    if (grid?.cursor.selection.ids.size === mostSelected && this._context)
      this.say(
        l10n.t('Only the first {0} rows were selected.', mostSelected.toLocaleString(this._context.locale)),
      );
    const active = grid?.cursor.active;
    const item = active && grid.store.at(active.index);
    if (item?.kind === 'row') {
      if (this._openId !== undefined) this._setOpen(item);
      this.querySelector<LogChart>('tuya-log-chart:defined')?.showRow(item.id, item.time);
    }
    this.requestUpdate();
  }

  private _open(): void {
    const grid = this._grid;
    const active = grid?.cursor.active;
    const item = active && grid.store.at(active.index);
    if (item?.kind === 'row') this._setOpen(item);
    else if (item?.canRead) this.requests?.run('readGap', { id: item.id });
  }

  private _setOpen({ id, time }: { readonly id: number; readonly time: number }): void {
    this._openId = id;
    this._openTime = time;
    this._tellKept();
  }

  private _closeDetails(): void {
    if (this._openId === undefined) return;
    this._openId = undefined;
    this._grid?.focusRows();
    this._tellKept();
  }

  private _rowMenu(context: LogsContext): unknown {
    const menu = this._menu;
    if (!menu) return nothing;
    const { item, place } = menu;
    return html`<tuya-row-menu
      .groups=${rowMenu(context, item, this._idsFor(item).length)}
      .place=${place}
      @menu-close=${(event: CustomEvent<{ focus: boolean }>) => {
        this._menu = undefined;
        if (event.detail.focus) this._grid?.focusRows();
      }}
      @menu-choose=${(event: CustomEvent<RowAction>) => void this._act(item, event.detail)}
    ></tuya-row-menu>`;
  }

  private _openMenu(event: CustomEvent<MenuPlace>): void {
    const grid = this._grid;
    const active = grid?.cursor.active;
    const item = active && grid.store.at(active.index);
    if (item) this._menu = { item, place: event.detail };
  }

  private async _act(item: LogItemDto, action: RowAction): Promise<void> {
    const context = this._context;
    const filter = this.querySelector<FilterBar>('tuya-log-filter');
    if (!context || !filter) return;
    await runRowAction(context, item, action, {
      ids: this._idsFor(item),
      filterText: filter.text,
      setFilter: (text) => filter.set(text),
      range: (range) =>
        void this.querySelector<LogToolbar>('tuya-log-toolbar')?.query({ ...context.snapshot.query, range }),
      open: () => this._open(),
      reveal: (index, id) => {
        this._restore.drop();
        this._grid?.reveal(index, id);
      },
      say: (text) => this.say(text),
    });
  }

  /** The selection where the row is part of it. */
  private _idsFor({ id }: LogItemDto): readonly number[] {
    const ids = this._grid?.cursor.selection.ids;
    return ids?.has(id) ? [...ids] : [id];
  }

  private async _copy(): Promise<void> {
    const cursor = this._grid?.cursor;
    const ids = [...(cursor?.selection.ids ?? [])];
    if (ids.length === 0 || !this._context) return;
    const answer = await this.requests?.ask('copy', { what: 'rows', ids });
    const { locale } = this._context;
    this.say(
      answer ? l10n.t('Copied rows: {0}', answer.copied.toLocaleString(locale)) : l10n.t('Copying failed.'),
    );
  }

  private _showAll(): void {
    this.querySelector<FilterBar>('tuya-log-filter')?.set('');
    const { filter, devices = [] } = this.snapshot ?? {};
    if (filter) this.requests?.changeFilter(filter, { text: '', hiddenTypes: [] });
    for (const { index, shown } of devices) {
      if (!shown) this.requests?.run('showDevice', { device: index, on: true });
    }
  }

  private async _showRow(id: number): Promise<void> {
    const index = await this._grid?.store.locate(id);
    if (index !== undefined) this._grid?.reveal(index, id);
  }

  /** Selects the rows of a range and shows the first. */
  private async _brush(range: TimeRange): Promise<void> {
    const [first, last] = await Promise.all([
      this.requests?.ask('goTo', { time: Math.max(0, Math.round(range.from)) }),
      this.requests?.ask('goTo', { time: Math.max(0, Math.round(lastOf(range))), last: true }),
    ]);
    const grid = this._grid;
    if (!first || !grid) return;
    grid.reveal(first.index, first.id);
    if (!last || last.index < first.index) return; // nothing is in it
    await grid.cursor.selectBetween(first.id, last.id);
  }

  /** Other rows are on their way. */
  private _startOver(): void {
    this._restore.drop();
    this._openId = undefined;
    this._grid?.cursor.clear();
    this._grid?.jumpToEnd();
  }

  private _toggleChart(): void {
    this._chartOpen = !this._chartOpen;
    this._tellKept();
  }

  private readonly _moveOn = {
    passive: true,
    handleEvent: (): void => this._restore.drop(),
  };

  private _jump(): void {
    this._restore.drop();
    this._grid?.jumpToEnd();
    this._grid?.focusRows();
  }

  private _tellKept(): void {
    this.dispatchEvent(new CustomEvent('logs-kept'));
  }
}

function snapshotHasRows(snapshot: LogsSnapshot | undefined): boolean {
  return snapshot !== undefined && snapshot.total > 0;
}
