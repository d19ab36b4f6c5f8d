import type { TemplateResult } from 'lit';
import { html } from 'lit';

/** A codicon beside a word: never the only carrier of a meaning, so screen readers skip it. */
export function icon(name: string, className = ''): TemplateResult {
  return html`<span class="codicon codicon-${name} ${className}" aria-hidden="true"></span>`;
}
