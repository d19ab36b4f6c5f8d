import type { LitElement, TemplateResult } from 'lit';
import { html } from 'lit';

/** Tells a screen reader, politely, what happened last. The same words twice are told twice. */
export class LiveRegion {
  private said = '';

  constructor(private readonly page: Pick<LitElement, 'requestUpdate'>) {}

  say(text: string): void {
    this.said = this.said === text ? `${text}\u00a0` : text;
    this.page.requestUpdate();
  }

  /** Part of the page from its first drawing on: a region that comes together with its words isn't read. */
  render(): TemplateResult {
    return html`<div class="visually-hidden" role="status" aria-live="polite">${this.said}</div>`;
  }
}
