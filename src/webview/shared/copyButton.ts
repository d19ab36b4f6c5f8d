import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from './icon.js';
import { LightElement } from './lightElement.js';

const doneShownMs = 1500;

/** Copies one thing and shows that it did. The saying of it to screen readers is the page's live region. */
@customElement('tuya-copy')
export class CopyButton extends LightElement {
  /** What the button does, in words: `Copy Device ID`. */
  @property() label = '';
  /** Of the codicons. */
  @property({ attribute: false }) icon = 'copy';
  /** Copies; answers whether that worked. */
  @property({ attribute: false }) copy: () => Promise<boolean> = () => Promise.resolve(false);
  @state() private _done = false;

  protected override render(): TemplateResult {
    return html`<button
      class="icon-button"
      type="button"
      aria-label=${this.label}
      title=${this.label}
      @click=${this._copy}
    >
      ${icon(this._done ? 'check' : this.icon)}
    </button>`;
  }

  private async _copy(): Promise<void> {
    this._done = await this.copy();
    if (this._done) setTimeout(() => (this._done = false), doneShownMs);
  }
}
