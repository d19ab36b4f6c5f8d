import type { PropertyValues, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../shared/icon.js';
import { LightElement } from '../../shared/lightElement.js';

const margin = 8;

/**
 * A button that opens a small panel beneath it. Escape, a click elsewhere and focus that leaves put it away; the arrow keys
 * walk through what is in it. Event: `popup-close`.
 */
@customElement('tuya-popup')
export class Popup extends LightElement {
  /** What the button and its panel are called. */
  @property({ attribute: false }) label = '';
  /** Word on the button; '' where the icon is enough. */
  @property({ attribute: false }) text = '';
  @property({ attribute: false }) icon = '';
  /** The button looks pressed: something in the panel is on. */
  @property({ attribute: false }) marked = false;
  @property({ attribute: false }) content: (close: () => void) => unknown = () => nothing;
  @state() private _open = false;

  private readonly _elsewhere = (event: Event): void => {
    if (event.target instanceof Node && !this.contains(event.target)) this.close(false);
  };
  private readonly _place = (): void => this._placePanel();
  /** What is in the panel may come, or grow, after the panel. */
  private readonly _sizes = new ResizeObserver(this._place);

  close(returnFocus = true): void {
    if (!this._open) return;
    this._open = false;
    this._listen(false);
    this.dispatchEvent(new CustomEvent('popup-close'));
    if (returnFocus) this.querySelector<HTMLElement>('.tool')?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._listen(false);
  }

  protected override render(): TemplateResult {
    const tip = this.text === this.label ? nothing : this.label;
    return html`<button
        class="tool ${this.marked ? 'is-on' : ''}"
        type="button"
        aria-haspopup="dialog"
        aria-expanded=${this._open}
        aria-label=${this.text === '' ? this.label : `${this.label}: ${this.text}`}
        title=${tip}
        @click=${this._toggle}
      >
        ${this.icon === '' ? nothing : icon(this.icon)}
        ${this.text === '' ? nothing : html`<span class="tool-text">${this.text}</span>${icon('chevron-down', 'caret')}`}
      </button>
      ${
        this._open
          ? html`<div
              class="popup"
              role="dialog"
              aria-label=${this.label}
              tabindex="-1"
              @keydown=${this._key}
              @focusout=${this._left}
            >
              ${this.content(() => this.close())}
            </div>`
          : nothing
      }`;
  }

  protected override updated(changed: PropertyValues): void {
    if (!this._open) return;
    this._placePanel();
    if (!changed.has('_open')) return;
    const panel = this.querySelector<HTMLElement>('.popup');
    if (panel) this._sizes.observe(panel);
    if (panel) void this._focusFirst(panel);
  }

  private async _focusFirst(panel: HTMLElement): Promise<void> {
    await Promise.resolve(); // elements in the panel draw themselves after it
    (panel.querySelector<HTMLElement>('[autofocus]') ?? stops(panel)[0] ?? panel).focus();
  }

  private _toggle(): void {
    if (this._open) return this.close();
    this._open = true;
    this._listen(true);
  }

  private _listen(on: boolean): void {
    const change = on ? 'addEventListener' : 'removeEventListener';
    document[change]('pointerdown', this._elsewhere, true);
    window[change]('resize', this._place);
    if (!on) this._sizes.disconnect();
  }

  /** Beneath the button, moved so that all of it is on screen. */
  private _placePanel(): void {
    const panel = this.querySelector<HTMLElement>('.popup');
    const button = this.querySelector<HTMLElement>('.tool')?.getBoundingClientRect();
    if (!panel || !button) return;
    const left = Math.min(button.left, window.innerWidth - panel.offsetWidth - margin);
    panel.style.left = `${Math.max(margin, left)}px`;
    panel.style.top = `${button.bottom + 2}px`;
    panel.style.maxHeight = `${Math.max(120, window.innerHeight - button.bottom - 2 - margin)}px`;
  }

  private _left(event: FocusEvent): void {
    // No next element: the window lost the focus, or a click into nothing, which closes by itself.
    if (event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.close(false);
  }

  private _key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      return this.close();
    }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined || event.target instanceof HTMLSelectElement) return;
    if (event.target instanceof HTMLInputElement && event.target.type === 'radio') return;
    const panel = event.currentTarget;
    if (!(panel instanceof HTMLElement)) return;
    const all = stops(panel);
    if (all.length < 2) return; // the keys scroll
    const at = all.findIndex((stop) => stop === document.activeElement);
    event.preventDefault();
    all[(at + by + all.length) % all.length]?.focus();
  }
}

function stops(panel: HTMLElement): readonly HTMLElement[] {
  return [...panel.querySelectorAll<HTMLElement>('button, input, select, [tabindex="0"]')].filter(
    (element) => !element.matches(':disabled') && element.offsetParent !== null,
  );
}
