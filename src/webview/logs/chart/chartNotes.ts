import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { icon } from '../../shared/icon.js';

interface ChartNotes {
  readonly failed: boolean;
  readonly isReading: boolean;
  readonly isEmpty: boolean;
  readonly isNoneChosen: boolean;
  retry(): void;
}

/** What stands where the lanes would, or why they aren't the latest. */
export function chartNotes(notes: ChartNotes): TemplateResult | typeof nothing {
  if (notes.failed) {
    return html`<p class="chart-note" role="alert">
      ${icon('error')} ${l10n.t('The points could not be read.')}
      <button class="link" type="button" @click=${notes.retry}>${l10n.t('Try again')}</button>
    </p>`;
  }
  const hint = l10n.t(
    'The chart draws reports of data points whose values are numbers, true and false, or members of a known list.',
  );
  if (notes.isNoneChosen) return note(l10n.t('No data point is chosen.'), hint);
  if (notes.isReading) return note(l10n.t('Reading the points…'));
  return notes.isEmpty ? note(l10n.t('No data points that can be drawn in this range'), hint) : nothing;
}

function note(text: string, hint?: string): TemplateResult {
  return html`<div class="chart-note">
    <p>${text}</p>
    ${hint === undefined ? nothing : html`<p class="dim">${hint}</p>`}
  </div>`;
}
