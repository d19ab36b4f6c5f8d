import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { UnreportedPointDto } from '../../protocol/details.js';

/** Whether what was typed is in a data point's code or name, or begins its DP id. */
export function matches({ code, dpId, name }: UnreportedPointDto, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return (
    (dpId !== undefined && String(dpId).startsWith(wanted)) ||
    code.toLowerCase().includes(wanted) ||
    name?.text.toLowerCase().includes(wanted) === true
  );
}

/** @param found how many rows are left of all, where something was typed */
export function pointSearch(
  typed: string,
  found: { readonly shown: number; readonly all: number } | undefined,
  onType: (typed: string) => void,
): TemplateResult {
  const label = l10n.t('Search by DP ID, code or name');
  return html`<div class="point-search">
    <input
      class="field"
      type="search"
      .value=${typed}
      placeholder=${label}
      aria-label=${label}
      autocomplete="off"
      spellcheck="false"
      @input=${(event: Event) => onType((event.currentTarget as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape' && !event.isComposing) onType('');
      }}
    />
    <span class="dim" role="status">${found ? l10n.t('{0} of {1}', found.shown, found.all) : ''}</span>
  </div>`;
}
