import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { LogsChartStrings } from '../../../protocol/logsChartStrings.js';
import { icon } from '../../shared/icon.js';

interface ChartNotes {
  readonly strings: LogsChartStrings;
  readonly failed: boolean;
  readonly isReading: boolean;
  readonly isEmpty: boolean;
  readonly isNoneChosen: boolean;
  retry(): void;
}

/** What stands where the lanes would, or why they aren't the latest. */
export function chartNotes(notes: ChartNotes): TemplateResult | typeof nothing {
  const { strings } = notes;
  if (notes.failed) {
    return html`<p class="chart-note" role="alert">
      ${icon('error')} ${strings.failed}
      <button class="link" type="button" @click=${notes.retry}>${strings.retry}</button>
    </p>`;
  }
  if (notes.isNoneChosen) return note(strings.noneChosen, strings.emptyHint);
  if (notes.isReading) return note(strings.loading);
  return notes.isEmpty ? note(strings.empty, strings.emptyHint) : nothing;
}

function note(text: string, hint?: string): TemplateResult {
  return html`<div class="chart-note">
    <p>${text}</p>
    ${hint === undefined ? nothing : html`<p class="dim">${hint}</p>`}
  </div>`;
}
