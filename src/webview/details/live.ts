import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { DetailsStrings } from '../../protocol/detailsStrings.js';
import { fill } from '../shared/fill.js';
import { icon } from '../shared/icon.js';
import { problemText } from './notices.js';
import type { Scene } from './parts.js';

const msPerHour = 3_600_000;

/** Reading again and again: how often, what it costs, and why it stopped. */
export function live({ snapshot, strings, locale, actions }: Scene): TemplateResult {
  const { live: state, liveIntervals } = snapshot;
  const current = state.state === 'on' ? state.intervalMs : undefined;
  const chosen = (event: Event): void => {
    const { value } = event.currentTarget as HTMLSelectElement;
    actions.setLive(value === '' ? undefined : Number(value));
  };
  const cost = (intervalMs: number): string =>
    fill(strings.callsPerHour, Math.round(msPerHour / intervalMs).toLocaleString(locale));
  return html`<div class="live">
      <label class="inline-choice"
        >${icon(current === undefined ? 'debug-pause' : 'sync', current === undefined ? 'dim' : 'ok')}
        ${strings.live}
        <select class="field" aria-describedby="live-hint" @change=${chosen}>
          <option value="" ?selected=${current === undefined}>${strings.liveOff}</option>
          ${liveIntervals.map(
            (interval) =>
              html`<option value=${interval} ?selected=${interval === current}>
                ${intervalText(interval, strings)} – ${cost(interval)}
              </option>`,
          )}
        </select></label
      >
      <span class="dim" id="live-hint">${strings.liveHint}</span>
    </div>
    ${
      state.state === 'off' && state.problem
        ? html`<p><strong>${strings.liveStopped}</strong></p>
            ${problemText(state.problem, strings)}`
        : nothing
    }`;
}

function intervalText(intervalMs: number, strings: DetailsStrings): string {
  const seconds = intervalMs / 1000;
  return seconds > 60 ? fill(strings.everyMinutes, seconds / 60) : fill(strings.everySeconds, seconds);
}
