import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../../shared/icon.js';
import { LightElement } from '../../shared/lightElement.js';
import type { RowAction, RowMenuGroups, RowMenuItem } from './rowActions.js';

const margin = 4;

/** Where a menu opens, in px of the window. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

/**
 * The menu of a row, at the pointer or beneath the row. It is the page's own, not VS Code's `webview/context`, whose
 * titles stand in the manifest: these name the row's data point and value.
 *
 * Events: `menu-choose` with the action, `menu-close` with `{focus}`: whether the keys go back to the rows.
 */
@customElement('tuya-row-menu')
export class RowMenu extends LightElement {
  @property({ attribute: false }) groups: RowMenuGroups = [];
  @property({ attribute: false }) place: MenuPlace = { x: 0, y: 0 };

  private readonly _elsewhere = (event: Event): void => {
    if (event.target instanceof Node && !this.contains(event.target)) this._close(false);
  };
  private readonly _gone = (): void => this._close(false);

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this._elsewhere, true);
    window.addEventListener('resize', this._gone);
    window.addEventListener('blur', this._gone);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this._elsewhere, true);
    window.removeEventListener('resize', this._gone);
    window.removeEventListener('blur', this._gone);
  }

  protected override render(): TemplateResult {
    return html`<div
      class="popup row-menu"
      role="menu"
      aria-label=${l10n.t('Row')}
      tabindex="-1"
      @keydown=${this._key}
      @focusout=${this._left}
      @contextmenu=${(event: Event) => event.preventDefault()}
    >
      ${this.groups.map((group) => html`<div class="menu-group" role="group">${group.map((item) => this._item(item))}</div>`)}
    </div>`;
  }

  protected override updated(): void {
    const menu = this.querySelector<HTMLElement>('.row-menu');
    if (!menu) return;
    const { x, y } = this.place;
    menu.style.maxHeight = `${window.innerHeight - 2 * margin}px`;
    const { offsetWidth: width, offsetHeight: height } = menu;
    menu.style.left = `${Math.max(margin, Math.min(x, window.innerWidth - width - margin))}px`;
    menu.style.top = `${Math.max(margin, Math.min(y, window.innerHeight - height - margin))}px`;
    if (!menu.contains(document.activeElement)) this._items()[0]?.focus();
  }

  private _item({ action, text, icon: iconName, key, disabled = false }: RowMenuItem): TemplateResult {
    return html`<button
      class="menu-item"
      type="button"
      role="menuitem"
      tabindex="-1"
      ?disabled=${disabled}
      @click=${() => this._choose(action)}
    >
      ${icon(iconName ?? 'blank')}<bdi class="menu-text">${text}</bdi>
      ${key === undefined ? nothing : html`<span class="dim menu-hint">${key}</span>`}
    </button>`;
  }

  private _items(): readonly HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('.menu-item:not(:disabled)')];
  }

  private _key(event: KeyboardEvent): void {
    const all = this._items();
    const at = all.findIndex((item) => item === document.activeElement);
    const next = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    const closes = event.key === 'Escape' || event.key === 'Tab';
    if (next !== undefined) all[next]?.focus();
    else if (closes) this._close(true);
    else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey)
      this._find(event.key, all, at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The next item that begins with the letter. */
  private _find(letter: string, all: readonly HTMLElement[], at: number): void {
    const wanted = letter.toLowerCase();
    const after = [...all.slice(at + 1), ...all.slice(0, at + 1)];
    after
      .find((item) => item.querySelector('.menu-text')?.textContent.toLowerCase().startsWith(wanted))
      ?.focus();
  }

  private _left(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this._close(false);
  }

  private _choose(action: RowAction): void {
    this._close(true);
    this.dispatchEvent(new CustomEvent<RowAction>('menu-choose', { detail: action }));
  }

  private _close(focus: boolean): void {
    this.dispatchEvent(new CustomEvent('menu-close', { detail: { focus } }));
  }
}
