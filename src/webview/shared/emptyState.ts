import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { icon } from './icon.js';

export interface EmptyState {
  readonly title: string;
  /** Why there is nothing, and what to do about it; several are a list. */
  readonly hints?: readonly string[];
  readonly icon?: string;
  /** The icon turns: something is on its way. */
  readonly spins?: boolean;
  readonly action?: unknown;
}

/** Says that there is nothing, and why. */
export function emptyState({
  title,
  hints = [],
  icon: iconName,
  spins = false,
  action,
}: EmptyState): TemplateResult {
  return html`<div class="empty">
    ${iconName === undefined ? nothing : icon(iconName, spins ? 'codicon-modifier-spin' : '')}
    <h2>${title}</h2>
    ${
      hints.length > 1
        ? html`<ul class="empty-hints">
            ${hints.map((hint) => html`<li>${hint}</li>`)}
          </ul>`
        : hints.map((hint) => html`<p class="dim">${hint}</p>`)
    }
    ${action ?? nothing}
  </div>`;
}
