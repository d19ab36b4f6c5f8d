import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { lastOf, rangeThrough } from '../../../base/timeRange.js';
import type { LogMarkerDto } from '../../../protocol/logs.js';
import type { LogRangeDto } from '../../../protocol/logQuery.js';
import { icon } from '../../shared/icon.js';
import { LightElement } from '../../shared/lightElement.js';
import { menuItem } from '../parts/controls.js';
import { DurationFormat } from '../parts/duration.js';
import type { LogsContext } from '../parts/renderContext.js';
import { zoneOf } from '../parts/renderContext.js';
import './calendar.js';
import { daysRange } from './dayRange.js';
import { dayNames, lastRanges, rangeText } from './ranges.js';
import { readTypedTime, typedTime, type TypedTime } from './typedTime.js';

const markersShown = 8;

/** Presets, markers, a calendar, and from/to as typed text with milliseconds. */
@customElement('tuya-log-range')
export class RangeMenu extends LightElement {
  @property({ attribute: false }) context: LogsContext | undefined;
  @property({ attribute: false }) choose: (range: LogRangeDto) => void = () => undefined;
  @state() private _from: string | undefined;
  @state() private _to: string | undefined;
  @state() private _tried = false;

  protected override render(): TemplateResult | typeof nothing {
    const { context } = this;
    if (!context) return nothing;
    const { snapshot } = context;
    const { range } = snapshot.query;
    const markers = snapshot.markers.slice(0, markersShown);
    const lastFlash = snapshot.markers.find(({ flash }) => flash === true);
    return html`<div class="range-columns">
      <div class="range-names">
        <div class="menu-group">
          ${lastRanges().map(({ ms, text }) =>
            menuItem(text, () => this.choose({ kind: 'last', ms }), {
              checked: range.kind === 'last' && range.ms === ms,
            }),
          )}
        </div>
        <div class="menu-group">
          ${dayNames(zoneOf(context)).map(({ text, range: day }) =>
            menuItem(text, () => this.choose(day), {
              checked: range.kind === 'between' && range.from === day.from && range.to === day.to,
            }),
          )}
        </div>
        ${
          markers.length === 0
            ? nothing
            : html`<div class="menu-group markers">
                ${lastFlash ? this._sinceMarker(context, lastFlash, l10n.t('Since Last Flash (F)'), 'zap') : nothing}
                ${markers.map((marker, at) =>
                  this._sinceMarker(context, marker, at === 0 ? l10n.t('Since Last Marker') : undefined),
                )}
              </div>`
        }
      </div>
      ${this._custom(context)}
    </div>`;
  }

  /** @param name in place of the marker's own words, which are then its hint */
  private _sinceMarker(
    context: LogsContext,
    { id, text, time }: LogMarkerDto,
    name: string | undefined,
    symbol = 'bookmark',
  ): unknown {
    const range = { kind: 'sinceMarker', marker: id } as const;
    const chosen = context.snapshot.query.range;
    return menuItem(name ?? rangeText(context, range), () => this.choose(range), {
      icon: symbol,
      checked: chosen.kind === 'sinceMarker' && chosen.marker === id,
      // The time first: of a long hint the beginning is seen, and markers of tasks begin alike.
      hint: [context.time.exactTime(time, zoneOf(context)), ...(name === undefined ? [] : [text])].join(
        ' · ',
      ),
    });
  }

  private _custom(context: LogsContext): TemplateResult {
    const typed = this._read(context);
    const { from, to } = typed;
    const length = from.ok && to.ok ? to.time - from.time : undefined;
    const problem = this._problem(typed);
    const span = length !== undefined && length > 0 ? new DurationFormat(context.locale).words(length) : '';
    return html`<div
      class="menu-group custom-range"
      role="group"
      aria-label=${l10n.t('From … to')}
      @keydown=${(event: KeyboardEvent) => this._key(event, context)}
    >
      <tuya-calendar
        .locale=${context.locale}
        .today=${typedTime(Date.now(), zoneOf(context)).slice(0, 10)}
        .from=${from.ok ? typedTime(from.time, zoneOf(context)).slice(0, 10) : undefined}
        .to=${to.ok ? typedTime(to.time, zoneOf(context)).slice(0, 10) : undefined}
        @calendar-choose=${(event: CustomEvent<{ from: string; to: string }>) => this._chooseDays(event.detail, context)}
      ></tuya-calendar>
      ${this._field('from', l10n.t('From'), typed.fromText, this._tried && !from.ok)}
      ${this._field('to', l10n.t('To'), typed.toText, this._tried && !to.ok)}
      <div class="field-about" id="range-about" aria-live="polite">
        ${
          problem === undefined
            ? html`<span class="dim">${span}${span === '' ? '' : ' · '}${this._zoneName(context)}</span>`
            : html`<span class="field-problem">${icon('error')} ${problem}</span>`
        }
      </div>
      <vscode-button class="apply-range" @click=${() => this._apply(context)}
        >${l10n.t('Load')}</vscode-button
      >
    </div>`;
  }

  /** Whole days: what is typed into the fields shows and can narrow them. */
  private _chooseDays(days: { readonly from: string; readonly to: string }, context: LogsContext): void {
    const zone = zoneOf(context);
    const range = daysRange(days.from, days.to, zone);
    if (!range) return;
    this._from = typedTime(range.from, zone);
    this._to = typedTime(lastOf(range), zone);
  }

  private _field(which: 'from' | 'to', label: string, text: string, wrong: boolean): TemplateResult {
    return html`<label class="range-field"
      ><span>${label}</span
      ><input
        class="field mono"
        type="text"
        name=${`range-${which}`}
        .value=${text}
        placeholder=${l10n.t('YYYY-MM-DD hh:mm:ss.mmm')}
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby="range-about"
        autocomplete="off"
        spellcheck="false"
        @input=${(event: Event) => {
          const { value } = event.currentTarget as HTMLInputElement;
          if (which === 'from') this._from = value;
          else this._to = value;
        }}
    /></label>`;
  }

  private _read(context: LogsContext): {
    readonly fromText: string;
    readonly toText: string;
    readonly from: TypedTime;
    readonly to: TypedTime;
  } {
    const zone = zoneOf(context);
    const { span } = context.snapshot;
    const fromText = span ? typedTime(span.from, zone) : '';
    // A person reads and types the last moment.
    const last = span && lastOf(span);
    const toText = last === undefined ? '' : typedTime(last, zone);
    return {
      fromText: this._from ?? fromText,
      toText: this._to ?? toText,
      from: readEnd(this._from, { text: fromText, time: span?.from }, zone, 'first'),
      to: readEnd(this._to, { text: toText, time: last }, zone, 'last'),
    };
  }

  private _problem({ from, to }: ReturnType<RangeMenu['_read']>): string | undefined {
    if (!this._tried) return undefined;
    const wrong = [from, to].find((typed) => !typed.ok);
    if (wrong && !wrong.ok)
      return wrong.reason === 'notATime'
        ? l10n.t('Not a time. Enter it like {0}.', l10n.t('YYYY-MM-DD hh:mm:ss.mmm'))
        : l10n.t('There is no such date or time.');
    return from.ok && to.ok && from.time >= to.time ? l10n.t('The end is before the start.') : undefined;
  }

  private _zoneName({ snapshot }: LogsContext): string {
    const { zone } = snapshot.layout;
    if (zone === 'utc') return l10n.t('UTC');
    const device = snapshot.devices[0]?.zone;
    return zone === 'device' && device !== undefined
      ? l10n.t('the device’s time, {0}', device)
      : l10n.t('your time');
  }

  private _key(event: KeyboardEvent, context: LogsContext): void {
    if (event.key !== 'Enter' || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    this._apply(context);
  }

  private _apply(context: LogsContext): void {
    this._tried = true;
    const { from, to } = this._read(context);
    if (!from.ok || !to.ok || from.time >= to.time) {
      const wrong = from.ok ? 'to' : 'from';
      this.querySelector<HTMLElement>(`[name=range-${wrong}]`)?.focus();
      return;
    }
    this.choose({ kind: 'between', ...rangeThrough(from.time, to.time) });
  }
}

/** An end of the range. What was typed may stand for two times; what is shown stands for its own. */
function readEnd(
  typed: string | undefined,
  shown: { readonly text: string; readonly time: number | undefined },
  zone: string | undefined,
  which: 'first' | 'last',
): TypedTime {
  const isUntouched = typed === undefined || typed === shown.text;
  if (isUntouched && shown.time !== undefined) return { ok: true, time: shown.time };
  return readTypedTime(typed ?? '', zone, which);
}
