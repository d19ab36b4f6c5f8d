import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { fill } from '../../shared/fill.js';
import { icon } from '../../shared/icon.js';
import { DurationFormat } from './duration.js';
import type { LogsContext } from './renderContext.js';

/** How much there is, how the reading and the following go, what it cost. */
export function statusLine(context: LogsContext, selected: number): TemplateResult {
  const { snapshot, strings, locale } = context;
  const { tail } = strings;
  const count = (value: number): string => value.toLocaleString(locale);
  const { read, shown } = snapshot.rows;
  return html`<footer class="status">
    ${snapshot.isDemo ? html`<span class="badge">${tail.demo}</span>` : nothing}
    <span class="status-rows"
      >${
        shown === read ? fill(tail.rowsShown, count(read)) : fill(tail.rowsShownOf, count(shown), count(read))
      }</span
    >
    ${selected > 1 ? html`<span>${fill(strings.grid.selected, count(selected))}</span>` : nothing}
    ${loading(context)} ${following(context)}
    <span class="status-end">
      <span>${fill(tail.calls, count(snapshot.calls))}</span>
      ${
        snapshot.edition === undefined
          ? nothing
          : html`<span>${snapshot.edition === 'paid' ? tail.paidEdition : tail.freeEdition}</span>`
      }
    </span>
  </footer>`;
}

function loading({ snapshot, strings, locale }: LogsContext): TemplateResult | typeof nothing {
  const { loading: own } = snapshot;
  if (!own) return nothing;
  const [rows, calls] = [own.rows.toLocaleString(locale), own.calls.toLocaleString(locale)];
  const part = own.part?.toLocaleString(locale, { style: 'percent' });
  return html`<span class="status-loading"
    >${icon('loading', 'codicon-modifier-spin')}
    ${
      part === undefined
        ? fill(strings.tail.progress, rows, calls)
        : fill(strings.tail.progressPart, rows, calls, part)
    }</span
  >`;
}

function following({ snapshot, strings, time, locale }: LogsContext): unknown {
  const { tail } = snapshot;
  const words = strings.tail;
  // It stands still whatever becomes of the reading.
  const paused =
    tail.frozen && tail.state !== 'paused'
      ? html`<span class="tail tail-paused">${icon(tailIcons.paused)} ${words.paused}</span>`
      : nothing;
  if (tail.state === 'off') return paused;
  const durations = new DurationFormat(locale);
  const text = {
    following: fill(words.following, durations.words(tail.intervalMs)),
    paused: words.paused,
    waiting: words.waiting,
    failing: words.failing,
  }[tail.state];
  const last = tail.lastSuccessAt === undefined ? undefined : time.recent(tail.lastSuccessAt, Date.now());
  const parts = [
    ...(last === undefined ? [] : [fill(words.lastSuccess, last)]),
    ...(tail.lagMs === undefined || tail.lagMs < 1000 ? [] : [fill(words.lag, durations.words(tail.lagMs))]),
  ];
  return html`${paused}<span class="tail tail-${tail.state}">${icon(tailIcons[tail.state])} ${text}</span>
    ${parts.map((part) => html`<span class="dim">${part}</span>`)}
    ${tail.cantKeepUp ? html`<span class="warn">${icon('warning')} ${words.cantKeepUp}</span>` : nothing}`;
}

const tailIcons = {
  following: 'circle-filled',
  paused: 'debug-pause',
  waiting: 'clock',
  failing: 'warning',
} as const;
