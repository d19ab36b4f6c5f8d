import type { PropertyValues, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from './icon.js';
import { LightElement } from './lightElement.js';

export interface MenuItem {
  readonly label: string;
  readonly icon: string;
  /** Why it can't be chosen now; it stays in the menu and says so. */
  readonly why?: string;
  /** A line stands above it. */
  readonly isApart?: boolean;
  run(): void;
}

const margin = 8;

/**
 * A button with a menu beneath it. Arrow keys, Home, End and first letters walk through it; Escape, Tab, a click elsewhere
 * and a choice put it away.
 */
@customElement('tuya-menu')
export class MenuButton extends LightElement {
  @property({ attribute: false }) text = '';
  /** What the menu is called. */
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  @state() private _open = false;

  private readonly _elsewhere = (event: Event): void => {
    if (event.target instanceof Node && !this.contains(event.target)) this._close(false);
  };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this._elsewhere, true);
  }

  protected override render(): TemplateResult {
    return html`<vscode-button
        class="menu-button"
        secondary
        icon="ellipsis"
        aria-haspopup="menu"
        aria-expanded=${this._open}
        @click=${this._toggle}
        @keydown=${this._keyOnButton}
        >${this.text}</vscode-button
      >
      ${
        this._open
          ? html`<div
              class="menu"
              role="menu"
              aria-label=${this.label}
              @keydown=${this._key}
              @focusout=${this._left}
            >
              ${this.items.map((item) => this._item(item))}
            </div>`
          : nothing
      }`;
  }

  private _item(item: MenuItem): TemplateResult {
    const { label, why, isApart = false } = item;
    return html`${isApart ? html`<div class="menu-line" role="separator"></div>` : nothing}
      <button
        class="menu-item"
        type="button"
        role="menuitem"
        tabindex="-1"
        aria-disabled=${why === undefined ? 'false' : 'true'}
        @click=${() => this._choose(item)}
      >
        ${icon(item.icon)}
        <span
          ><span class="menu-label">${label}</span>${
            why === undefined ? nothing : html`<span class="menu-why">${why}</span>`
          }</span
        >
      </button>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const menu = this.querySelector<HTMLElement>('.menu');
    if (!menu || !changed.has('_open')) return;
    // All of it is on the screen, beneath the button as far as it fits there.
    const { left } = this.getBoundingClientRect();
    const most = window.innerWidth - margin - menu.offsetWidth;
    menu.style.left = `${Math.max(margin, Math.min(left, most)) - left}px`;
    this._stops()[0]?.focus();
  }

  private _toggle(): void {
    if (this._open) return this._close(true);
    this._open = true;
    document.addEventListener('pointerdown', this._elsewhere, true);
  }

  private _close(returnFocus: boolean): void {
    if (!this._open) return;
    this._open = false;
    document.removeEventListener('pointerdown', this._elsewhere, true);
    if (returnFocus) this.querySelector<HTMLElement>('.menu-button')?.focus();
  }

  private _choose({ why, run }: MenuItem): void {
    if (why !== undefined) return;
    this._close(true);
    run();
  }

  private _stops(): readonly HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('.menu-item')];
  }

  private _left(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this._close(false);
  }

  private _keyOnButton(event: KeyboardEvent): void {
    if (!['ArrowDown', 'Enter', ' '].includes(event.key)) return;
    // The button hears Enter by itself; the item that has the focus then isn't to hear it, too.
    event.preventDefault();
    if (event.key === 'ArrowDown' && !this._open) this._toggle();
  }

  private _key(event: KeyboardEvent): void {
    if (event.key === 'Tab') return this._close(true);
    const to = this._target(event);
    if (!to && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (to) to.focus();
    else this._close(true);
  }

  /** Where this key goes in the menu. */
  private _target({ key }: KeyboardEvent): HTMLElement | undefined {
    const stops = this._stops();
    const at = stops.findIndex((stop) => stop === document.activeElement);
    switch (key) {
      case 'ArrowDown':
        return stops[(at + 1) % stops.length];
      case 'ArrowUp':
        return stops[(at - 1 + stops.length) % stops.length];
      case 'Home':
        return stops[0];
      case 'End':
        return stops.at(-1);
      default: {
        if (key.length !== 1 || key === ' ') return undefined;
        const rest = [...stops.slice(at + 1), ...stops.slice(0, at + 1)];
        return rest.find((stop) =>
          stop.querySelector('.menu-label')?.textContent?.toLowerCase().startsWith(key.toLowerCase()),
        );
      }
    }
  }
}
