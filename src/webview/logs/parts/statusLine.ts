import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { icon } from '../../shared/icon.js';
import { DurationFormat } from './duration.js';
import type { LogsContext } from './renderContext.js';
import { countText } from '../../shared/plainText.js';

/** How much there is, how the reading and the following go, what it cost. */
export function statusLine(context: LogsContext, selected: number): TemplateResult {
  const { snapshot, locale } = context;
  const count = (value: number): string => countText(value, locale);
  const { read, shown } = snapshot.rows;
  return html`<footer class="status">
    ${snapshot.isDemo ? html`<span class="badge">${l10n.t('demo')}</span>` : nothing}
    <span class="status-rows"
      >${
        shown === read
          ? l10n.t('Rows: {0}', count(read))
          : l10n.t('Rows: {0} of {1}', count(shown), count(read))
      }</span
    >
    ${selected > 1 ? html`<span>${l10n.t('Selected: {0}', count(selected))}</span>` : nothing}
    ${loading(context)} ${following(context)} ${written(context)} ${wrongClock(context)}
    <span class="status-end">
      <span>${l10n.t('Calls: {0}', count(snapshot.calls))}</span>
      ${
        snapshot.edition === undefined
          ? nothing
          : html`<span
              >${snapshot.edition === 'paid' ? l10n.t('Paid edition') : l10n.t('Free edition')}</span
            >`
      }
    </span>
  </footer>`;
}

/** Rows go to a file as they come: that is no secret. */
function written({ snapshot }: LogsContext): TemplateResult | typeof nothing {
  const files = snapshot.devices.flatMap(({ file }) => file ?? []);
  // What doesn’t follow writes nothing.
  if (files.length === 0 || snapshot.tail.state === 'off') return nothing;
  const problem = files.find((file) => file.problem !== undefined)?.problem;
  return problem === undefined
    ? html`<span title=${files.map(({ path }) => path).join('\n')}
        >${icon('file')} ${l10n.t('Written to a file')}</span
      >`
    : html`<span class="warn" title=${problem}
        >${icon('warning')} ${l10n.t('Not written to its file')}</span
      >`;
}

/** Rows stand at other times than whoever looks at this computer's clock expects. */
function wrongClock({
  snapshot: { clockAheadMs: ms },
  locale,
}: LogsContext): TemplateResult | typeof nothing {
  if (ms === undefined) return nothing;
  const length = new DurationFormat(locale).words(ms);
  return html`<span class="warn"
    >${icon('warning')}
    ${
      ms > 0
        ? l10n.t('This computer’s clock is {0} ahead of the cloud’s: times are the cloud’s.', length)
        : l10n.t('This computer’s clock is {0} behind the cloud’s: times are the cloud’s.', length)
    }</span
  >`;
}

function loading({ snapshot, locale }: LogsContext): TemplateResult | typeof nothing {
  const { loading: own } = snapshot;
  if (!own) return nothing;
  const [rows, calls] = [countText(own.rows, locale), countText(own.calls, locale)];
  const part = own.part?.toLocaleString(locale, { style: 'percent' });
  return html`<span class="status-loading"
    >${icon('loading', 'codicon-modifier-spin')}
    ${
      part === undefined
        ? l10n.t('Rows: {0} · calls: {1}', rows, calls)
        : l10n.t('Rows: {0} · calls: {1} · {2}', rows, calls, part)
    }</span
  >`;
}

function following(context: LogsContext): unknown {
  const { snapshot, time, locale } = context;
  const { tail } = snapshot;
  // It stands still whatever becomes of the reading.
  const paused =
    tail.frozen && tail.state !== 'paused'
      ? html`<span class="tail tail-paused">${icon(tailIcons.paused)} ${pausedText(context)}</span>`
      : nothing;
  if (tail.state === 'off') return paused;
  const durations = new DurationFormat(locale);
  const text = {
    following: l10n.t('Following, every {0}', durations.words(tail.intervalMs)),
    paused: pausedText(context),
    waiting: l10n.t('Waiting'),
    failing: l10n.t('Following fails'),
  }[tail.state];
  const last = tail.lastSuccessAt === undefined ? undefined : time.recent(tail.lastSuccessAt, Date.now());
  const parts = [
    ...(last === undefined ? [] : [l10n.t('read {0}', last)]),
    ...(tail.lagMs === undefined || tail.lagMs < 1000
      ? []
      : [l10n.t('behind by {0}', durations.words(tail.lagMs))]),
  ];
  return html`${paused}<span class="tail tail-${tail.state}">${icon(tailIcons[tail.state])} ${text}</span>
    ${parts.map((part) => html`<span class="dim">${part}</span>`)}
    ${tail.cantKeepUp ? html`<span class="warn">${icon('warning')} ${l10n.t('The device reports more than may be read: rows come late, and those that the cloud gets late may be missing.')}</span>` : nothing}`;
}

function pausedText({ snapshot, locale }: LogsContext): string {
  const { queued } = snapshot.tail;
  return queued > 0 ? l10n.t('Paused, rows waiting: {0}', countText(queued, locale)) : l10n.t('Paused');
}

const tailIcons = {
  following: 'circle-filled',
  paused: 'debug-pause',
  waiting: 'clock',
  failing: 'warning',
} as const;
