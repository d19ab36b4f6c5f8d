import type { TemplateResult } from 'lit';
import { html } from 'lit';

/** Says that there is nothing, and why. */
export function emptyState(title: string, why: string, action: unknown = ''): TemplateResult {
  return html`<div class="empty">
    <p><strong>${title}</strong></p>
    <p class="dim">${why}</p>
    ${action}
  </div>`;
}
