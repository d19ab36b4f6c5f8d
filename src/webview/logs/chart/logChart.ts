import * as l10n from '@vscode/l10n';
import type { PropertyValues } from 'lit';
import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { IDisposable } from '../../../base/lifecycle.js';
import { rangeThrough, type TimeRange } from '../../../base/timeRange.js';
import type { ChartSeriesDto } from '../../../protocol/logChart.js';
import type { FromLogsPage } from '../../../protocol/logRequests.js';
import type { LogDeviceDto } from '../../../protocol/logs.js';
import { LightElement } from '../../shared/lightElement.js';
import { chartBar } from './chartBar.js';
import { chartGestures } from './chartGestures.js';
import { laneKey } from './chartKeys.js';
import { chartNotes } from './chartNotes.js';
import { placeOver } from './chartOver.js';
import { chartPng } from './chartPng.js';
import { ChartReader } from './chartReader.js';
import { readTheme, watchTheme } from './chartTheme.js';
import { ChartTimes } from './chartTimes.js';
import type { LaneChoice } from './laneMenu.js';
import { endSpace, valuesWidth } from './lanePlot.js';
import { keyOfLane, laneName, pointText, valueText, type LaneContext } from './laneTexts.js';
import { laneView } from './laneView.js';
import { pointUnder, type ChartCursor } from './chartCursor.js';
import { PlotDeck } from './plotDeck.js';
import { movedSpan, zoomedSpan } from './spans.js';

type ChartParams = FromLogsPage['requests']['chart']['params'];

const leastLane = 44;
/** Narrower, the names stand above the lanes, not beside them; CSS px. */
const narrow = 640;
const labelAbove = 20;
/** The host takes 10 to 4000. */
const pointsAtMost = 4000;

/**
 * The chart under the grid: one lane for each data point, on one time axis.
 *
 * Events: `chart-brush` with `{from, to}` (epoch ms) when a stretch was chosen, `chart-row` with `{id}` when a point was.
 */
@customElement('tuya-log-chart')
export class LogChart extends LightElement {
  @property({ attribute: false }) devices: readonly LogDeviceDto[] = [];
  /** BCP 47 */
  @property({ attribute: false }) locale = 'en';
  /** IANA name or UTC offset; the browser's own where it's left out. */
  @property({ attribute: false }) zone: string | undefined;
  /** What the grid shows; the chart is empty without. */
  @property({
    attribute: false,
    hasChanged: (a?: TimeRange, b?: TimeRange) => a?.from !== b?.from || a?.to !== b?.to,
  })
  span: TimeRange | undefined;
  /** Of the rows: a new one reads the points again. */
  @property({ attribute: false }) version = 0;
  @property({ attribute: false, hasChanged: () => false })
  load: ((params: ChartParams) => Promise<readonly ChartSeriesDto[]>) | undefined;
  /** Takes `data:image/png;base64,…`. */
  @property({ attribute: false, hasChanged: () => false })
  savePng: ((dataUrl: string) => void) | undefined;

  @state() private _lanes: readonly ChartSeriesDto[] | undefined;
  @state() private _failed = false;
  @state() private _chosen: readonly LaneChoice[] | undefined;
  /** What is zoomed to. */
  @state() private _zoom: TimeRange | undefined;
  @state() private _selection: TimeRange | undefined;
  @state() private _cursor: (ChartCursor & { readonly lane?: number }) | undefined;
  @state() private _said = '';
  /** Grows with what only the canvases show: size, theme. */
  @state() private _look = 0;

  private readonly _deck = new PlotDeck();
  private readonly _reader = new ChartReader(() => this._read());
  private readonly _resized = new ResizeObserver(() => this._look++);
  private _themed: IDisposable | undefined;
  /** Where a stretch that is chosen by keys begins. */
  private _anchor: number | undefined;
  private readonly _gestures = chartGestures({
    span: () => this._visible,
    hover: (lane, time) => (this._cursor = lane === undefined ? undefined : { time, lane }),
    click: (lane, time) => {
      this._selection = undefined;
      this._openPoint(lane, { time });
    },
    selecting: (span) => (this._selection = span),
    selected: (span, withShift) => this._select(span, withShift),
  });

  /** Moves the cursor to a row's point; a time outside of what is zoomed to is brought into sight. */
  showRow(id: number, time: number): void {
    if (this._zoom && this.span) this._zoom = movedSpan(this.span, this._zoom, time);
    const lane = this._lanes?.findIndex(({ ids }) => ids.includes(id)) ?? -1;
    this._cursor = { time, id, ...(lane >= 0 && { lane }) };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this._reader.begin();
    this._resized.observe(this);
    this._themed = watchTheme(() => this._look++);
    this._look++;
    if (this.hasUpdated) this._reader.ask(true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._reader.end();
    this._resized.disconnect();
    this._themed?.dispose();
    this._deck.clear();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get('span') as TimeRange | undefined;
    // Another range was asked for; while a log is followed only its end moves.
    if (changed.has('span') && before && before.from !== this.span?.from) {
      this._zoom = undefined;
      this._selection = undefined;
    }
    if (['span', 'version', '_zoom', '_chosen'].some((name) => changed.has(name))) {
      this._reader.ask(changed.has('_zoom') || changed.has('_chosen') || (changed.has('span') && !before));
    }
  }

  protected override render(): unknown {
    const context = this._context;
    const lanes = this._lanes ?? [];
    return html`<section class="chart" aria-label=${l10n.t('Chart')}>
      ${chartBar({
        context,
        lanes,
        chosen: this._chosen,
        isZoomed: this._zoom !== undefined,
        readout: this._readout(context),
        choose: (chosen) => (this._chosen = chosen),
        zoomIn: () => this._zoomBy(0.5),
        zoomOut: () => this._zoomBy(2),
        reset: () => (this._zoom = undefined),
        savePng: () => this._save(context),
      })}
      ${chartNotes({
        failed: this._failed,
        isReading: this._lanes === undefined && this.span !== undefined,
        isEmpty: this._chosen === undefined && this._lanes?.length === 0,
        isNoneChosen: this._chosen?.length === 0,
        retry: () => this._reader.ask(true),
      })}
      <div class="chart-scroll" ?hidden=${lanes.length === 0}>
        <div
          class="chart-lanes"
          @pointermove=${this._gestures.move}
          @pointerleave=${this._gestures.leave}
          @pointerdown=${this._gestures.down}
        >
          ${repeat(lanes, keyOfLane, (lane, index) =>
            laneView({
              lane,
              index,
              context,
              cursor: this._cursor,
              key: (event) => this._key(event, lane, index),
            }),
          )}
          <div class="chart-over" aria-hidden="true">
            <div class="chart-selection" hidden></div>
            <div class="chart-cursor" hidden></div>
          </div>
        </div>
      </div>
      <div class="chart-axis" aria-hidden="true" ?hidden=${lanes.length === 0}></div>
      <p class="visually-hidden" role="status">${this._said}</p>
      <p class="visually-hidden" id="chart-keys">
        ${l10n.t('Left and right go from point to point, Home and End to the first and last, Enter shows the row.')}
      </p>
    </section>`;
  }

  protected override updated(changed: PropertyValues): void {
    const drawn = ['_lanes', '_look', '_zoom', 'span', 'locale', 'zone'];
    if (drawn.some((name) => changed.has(name))) this._draw();
    placeOver(this, {
      deck: this._deck,
      lanes: this._lanes ?? [],
      visible: this._visible,
      cursor: this._cursor,
      selection: this._selection,
    });
  }

  private get _visible(): TimeRange | undefined {
    return this._zoom ?? this.span;
  }

  private get _context(): LaneContext {
    const { locale, devices, zone } = this;
    return { locale, devices, times: new ChartTimes(locale, zone) };
  }

  private async _read(): Promise<void> {
    const { load, _visible: visible, _chosen: chosen } = this;
    if (!load || !visible) return;
    if (chosen?.length === 0) return void (this._lanes = []);
    const width = this.clientWidth || narrow;
    try {
      const lanes = await load({
        from: Math.floor(visible.from),
        to: Math.ceil(visible.to),
        series: [...(chosen ?? [])],
        points: Math.max(10, Math.min(pointsAtMost, width * 2)),
      });
      // Which of them is the busiest changes all the time: their places don't.
      this._lanes = chosen ? lanes : lanes.toSorted((a, b) => keyOfLane(a).localeCompare(keyOfLane(b)));
      this._failed = false;
    } catch {
      this._failed = true;
    }
  }

  private _draw(): void {
    const { _lanes: lanes = [], _visible: span } = this;
    const plots = [...this.querySelectorAll<HTMLElement>('.lane-plot')];
    const axis = this.querySelector<HTMLElement>('.chart-axis');
    const room = this.querySelector<HTMLElement>('.chart-scroll')?.clientHeight ?? 0;
    const isNarrow = this.clientWidth < narrow;
    this.querySelector('.chart')?.classList.toggle('is-narrow', isNarrow);
    const width = plots[0]?.clientWidth ?? 0;
    if (!axis || !span || width <= valuesWidth + endSpace) return this._deck.clear();
    const height = Math.max(leastLane, Math.floor(room / lanes.length) - (isNarrow ? labelAbove : 0) - 1);
    for (const plot of plots) plot.style.height = `${height}px`;
    this._deck.draw(
      lanes.flatMap((series, index) => {
        const target = plots[index];
        const colour = this.devices.find((device) => device.index === series.device)?.colour ?? 0;
        return target ? [{ series, target, colour }] : [];
      }),
      axis,
      {
        theme: readTheme(this),
        times: new ChartTimes(this.locale, this.zone),
        width,
        height,
        span,
        yes: l10n.t('on'),
        no: l10n.t('off'),
        locale: this.locale,
      },
    );
  }

  private _readout(context: LaneContext): string {
    const { _cursor: cursor, _lanes: lanes } = this;
    if (!cursor) return '';
    const lane = cursor.lane === undefined ? undefined : lanes?.[cursor.lane];
    const point = lane && pointUnder(lane, cursor);
    if (!lane || point === undefined) return context.times.exact(cursor.time);
    return `${pointText(lane, point, context)} · ${laneName(lane, context.devices)}`;
  }

  private _zoomBy(factor: number): void {
    const { span, _visible: visible, _cursor: cursor } = this;
    if (span && visible) this._zoom = zoomedSpan(span, visible, factor, cursor?.time);
  }

  private _select(span: TimeRange, toZoom: boolean): void {
    if (toZoom) {
      this._selection = undefined;
      this._zoom = this.span && zoomedSpan(this.span, span, 1);
      return;
    }
    this._selection = span;
    this.dispatchEvent(new CustomEvent('chart-brush', { detail: span }));
  }

  private _openPoint(laneIndex: number, cursor: ChartCursor): void {
    const lane = this._lanes?.[laneIndex];
    const point = lane && pointUnder(lane, cursor);
    const id = point === undefined ? undefined : lane?.ids[point];
    if (!lane || point === undefined || id === undefined) return;
    this._cursor = { time: lane.times[point] ?? cursor.time, id, lane: laneIndex };
    this.dispatchEvent(new CustomEvent('chart-row', { detail: { id } }));
  }

  private _key(event: KeyboardEvent, lane: ChartSeriesDto, index: number): void {
    const time = this._cursor?.time;
    const action = laneKey(event, lane, this._cursor);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    switch (action.kind) {
      case 'point': {
        const at = lane.times[action.index] ?? 0;
        this._anchor = action.extend ? (this._anchor ?? time ?? at) : undefined;
        if (this._anchor === undefined) this._selection = undefined;
        else this._selection = rangeThrough(Math.min(this._anchor, at), Math.max(this._anchor, at));
        const id = lane.ids[action.index];
        this._cursor = { time: at, lane: index, ...(id !== undefined && { id }) };
        this._said = pointText(lane, action.index, this._context);
        return;
      }
      case 'lane':
        return [...this.querySelectorAll<HTMLElement>('.chart-lane')][index + action.by]?.focus();
      case 'open':
        if (this._selection && this._anchor !== undefined) return this._select(this._selection, false);
        return this._cursor && this._openPoint(index, this._cursor);
      case 'zoom':
        return this._zoomBy(action.factor);
      case 'reset':
        this._zoom = undefined;
        return;
      case 'drop':
        this._selection = undefined;
        this._anchor = undefined;
        this._cursor = undefined;
    }
  }

  private _save(context: LaneContext): void {
    const labels = (this._lanes ?? []).map((lane) => {
      const last = valueText(lane.last, lane, context);
      return `${laneName(lane, context.devices)}   ${last}`;
    });
    const picture = chartPng(this._deck.canvases(), labels, readTheme(this));
    if (picture !== '') this.savePng?.(picture);
  }
}
