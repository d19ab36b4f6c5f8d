import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';

/** How many rows a table leaves out, where it does. */
export function moreRows(unlisted = 0): TemplateResult | typeof nothing {
  if (unlisted === 0) return nothing;
  return html`<p class="dim">${l10n.t('Not listed here: {0}', unlisted)}</p>`;
}
