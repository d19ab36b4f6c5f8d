import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';

export interface SectionOptions {
  readonly key: string;
  readonly title: string;
  readonly count?: number;
  readonly open: boolean;
  readonly content: unknown;
  onToggle(open: boolean): void;
}

/** A part of the page that folds, with its heading as the handle. */
export function section({ key, title, count, open, content, onToggle }: SectionOptions): TemplateResult {
  const toggled = (event: Event): void => onToggle((event.currentTarget as HTMLDetailsElement).open);
  return html`<details class="section section-${key}" ?open=${open} @toggle=${toggled}>
    <summary>
      <h2>${title}</h2>
      ${count === undefined ? nothing : html`<vscode-badge variant="counter">${count}</vscode-badge>`}
    </summary>
    <div class="section-body">${content}</div>
  </details>`;
}
