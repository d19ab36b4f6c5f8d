import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { icon } from '../shared/icon.js';
import { problemText } from './notices.js';
import type { DetailsContext } from './renderContext.js';

const msPerHour = 3_600_000;

/** Reading again and again: how often, what it costs, and why it stopped. */
export function live({ snapshot, locale, requests }: DetailsContext): TemplateResult {
  const { live: state, liveIntervals } = snapshot;
  const current = state.state === 'on' ? state.intervalMs : undefined;
  const chosen = (event: Event): void => {
    const { value } = event.currentTarget as HTMLSelectElement;
    requests.setLive(value === '' ? undefined : Number(value));
  };
  const cost = (intervalMs: number): string =>
    l10n.t('{0} calls per hour', Math.round(msPerHour / intervalMs).toLocaleString(locale));
  return html`<div class="live">
      <label class="inline-choice"
        >${icon(current === undefined ? 'debug-pause' : 'sync', current === undefined ? 'dim' : 'ok')}
        ${l10n.t('Live')}
        <select class="field" aria-describedby="live-hint" @change=${chosen}>
          <option value="" ?selected=${current === undefined}>${l10n.t('Off')}</option>
          ${liveIntervals.map(
            (interval) =>
              html`<option value=${interval} ?selected=${interval === current}>
                ${intervalText(interval)} – ${cost(interval)}
              </option>`,
          )}
        </select></label
      >
      <span class="dim" id="live-hint">${l10n.t('1 call per read; pauses while hidden.')}</span>
    </div>
    ${
      state.state === 'off' && state.problem
        ? html`<p><strong>${l10n.t('Live has stopped.')}</strong></p>
            ${problemText(state.problem)}`
        : nothing
    }`;
}

function intervalText(intervalMs: number): string {
  const seconds = intervalMs / 1000;
  return seconds > 60 ? l10n.t('Every {0} min', seconds / 60) : l10n.t('Every {0} s', seconds);
}
