import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from './lightElement.js';

export interface TimeForm {
  readonly label: string;
  readonly text: string;
}

/**
 * A time in the person's zone. Hover or focus brings up its other forms, a click keeps them, Escape puts them
 * away: the same for mouse, keyboard and screen reader.
 */
@customElement('tuya-time')
export class TimeValue extends LightElement {
  @property() text = '';
  /** What the other forms are called together. */
  @property() label = '';
  @property({ attribute: false }) forms: readonly TimeForm[] = [];
  @state() private _near = false;
  @state() private _kept = false;
  /** Unique in the page, for the description's reference. */
  @property({ attribute: false }) key = '';

  protected override render(): TemplateResult {
    const open = this._near || this._kept;
    return html`<span
      class="time"
      @mouseenter=${() => (this._near = true)}
      @mouseleave=${() => (this._near = false)}
      @focusin=${() => (this._near = true)}
      @focusout=${this._left}
      @keydown=${this._key}
      ><button
        class="time-text"
        type="button"
        aria-expanded=${open}
        aria-controls=${`time-${this.key}`}
        aria-describedby=${`time-${this.key}`}
        @click=${() => (this._kept = !this._kept)}
      >
        ${this.text}
      </button>
      <span
        class="time-forms"
        id=${`time-${this.key}`}
        role="tooltip"
        aria-label=${this.label}
        ?hidden=${!open}
      >
        ${this.forms.map(
          ({ label, text }) =>
            html`<span class="time-form"><span class="dim">${label}</span> <span>${text}</span></span>`,
        )}
      </span></span
    >`;
  }

  private _left(): void {
    this._near = false;
    this._kept = false;
  }

  private _key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !(this._near || this._kept)) return;
    event.stopPropagation();
    this._left();
  }
}
