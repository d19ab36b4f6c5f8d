import * as l10n from '@vscode/l10n';
import type { PropertyValues, TemplateResult } from 'lit';
import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../shared/icon.js';
import { LightElement } from '../../shared/lightElement.js';
import { addDays, addMonths, firstDayOf, timeOf, weeksOf, type Day } from './calendarMonth.js';

/**
 * A month to choose days from: one, or with a second choice all from one to the other. Arrows, Page Up, Page Down, Home and
 * End walk through it, Enter chooses. Event: `calendar-choose` with `{from, to}`, both included.
 */
@customElement('tuya-calendar')
export class Calendar extends LightElement {
  @property() locale = 'en';
  /** Later ones can't be chosen. */
  @property() today: Day = '';
  /** What is chosen, both included. */
  @property() from: Day | undefined;
  @property() to: Day | undefined;
  /** The day that has the keyboard; its month is shown. */
  @state() private _active: Day = '';
  /** The first of two that are chosen. */
  private _begun: Day | undefined;
  private _takesFocus = false;

  protected override willUpdate(): void {
    if (this._active === '') this._active = this._allowed(this.to ?? this.today);
  }

  protected override render(): TemplateResult {
    const { locale, _active: active } = this;
    const firstDay = firstDayOf(locale);
    const weeks = weeksOf(active, firstDay);
    const format = (options: Intl.DateTimeFormatOptions): ((day: Day) => string) => {
      const own = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
      return (day) => own.format(timeOf(day));
    };
    const [month, weekday, short] = [
      format({ month: 'long', year: 'numeric' }),
      format({ weekday: 'long' }),
      format({ weekday: 'short' }),
    ];
    const isLastMonth = active.slice(0, 7) >= this.today.slice(0, 7);
    return html`<div class="calendar-head">
        ${this._turn(-1, l10n.t('Previous Month'), 'chevron-left', false)}
        <span class="calendar-month" aria-live="polite">${month(active)}</span>
        ${this._turn(1, l10n.t('Next Month'), 'chevron-right', isLastMonth)}
      </div>
      <table class="calendar-days" role="grid" aria-label=${month(active)} @keydown=${this._key}>
        <thead>
          <tr>
            ${weeks[0]?.map((day) => html`<th scope="col" abbr=${weekday(day)}>${short(day)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${weeks.map(
            (week) =>
              html`<tr>
                ${week.map((day) => this._day(day))}
              </tr>`,
          )}
        </tbody>
      </table>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('_active') || !this._takesFocus) return;
    this._takesFocus = false;
    this.querySelector<HTMLElement>('[tabindex="0"][role=gridcell]')?.focus();
  }

  private _turn(months: number, label: string, name: string, disabled: boolean): TemplateResult {
    return html`<button
      class="icon-button"
      type="button"
      aria-label=${label}
      title=${label}
      ?disabled=${disabled}
      @click=${() => (this._active = this._allowed(addMonths(this._active, months)))}
    >
      ${icon(name)}
    </button>`;
  }

  private _day(day: Day): TemplateResult {
    const { from = '', to = '', today, _active: active } = this;
    const isChosen = from !== '' && from <= day && day <= to;
    const classes = [
      'calendar-day',
      day === today ? 'is-today' : '',
      day.slice(0, 7) === active.slice(0, 7) ? '' : 'is-beside',
    ];
    return html`<td
      class=${classes.join(' ')}
      role="gridcell"
      tabindex=${day === active ? '0' : '-1'}
      aria-selected=${isChosen}
      aria-disabled=${day > today}
      aria-current=${day === today ? 'date' : 'false'}
      aria-label=${new Intl.DateTimeFormat(this.locale, { dateStyle: 'full', timeZone: 'UTC' }).format(timeOf(day))}
      @click=${() => this._choose(day)}
    >
      ${Number(day.slice(8))}
    </td>`;
  }

  private _choose(day: Day): void {
    if (day > this.today) return;
    const begun = this._begun;
    // A third choice begins anew.
    this._begun = begun === undefined ? day : undefined;
    const [from = day, to = day] = [begun ?? day, day].toSorted();
    this._active = day;
    this._takesFocus = true;
    this.dispatchEvent(new CustomEvent('calendar-choose', { detail: { from, to } }));
  }

  private _key(event: KeyboardEvent): void {
    const active = this._active;
    const weekday = (new Date(timeOf(active)).getUTCDay() - firstDayOf(this.locale) + 7) % 7;
    const moves: Readonly<Record<string, () => Day>> = {
      ArrowLeft: () => addDays(active, -1),
      ArrowRight: () => addDays(active, 1),
      ArrowUp: () => addDays(active, -7),
      ArrowDown: () => addDays(active, 7),
      PageUp: () => addMonths(active, event.shiftKey ? -12 : -1),
      PageDown: () => addMonths(active, event.shiftKey ? 12 : 1),
      Home: () => addDays(active, -weekday),
      End: () => addDays(active, 6 - weekday),
    };
    const next = moves[event.key]?.();
    const isChoice = event.key === 'Enter' || event.key === ' ';
    if (next === undefined && !isChoice) return;
    event.preventDefault();
    event.stopPropagation();
    if (isChoice) return this._choose(active);
    this._takesFocus = true;
    this._active = this._allowed(next ?? active);
  }

  private _allowed(day: Day): Day {
    return this.today !== '' && day > this.today ? this.today : day;
  }
}
