import * as l10n from '@vscode/l10n';
import type { PropertyValues, TemplateResult } from 'lit';
import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from './icon.js';
import { LightElement } from './lightElement.js';

/** How an attempt to rename ended: the reason why it wasn't done, or none. */
export type Renamed = { readonly done: true } | { readonly done: false; readonly message: string };

/**
 * A name that is changed where it stands. The field has the old name selected; Enter saves, Escape cancels. A name that
 * was refused is back in the field with the reason, so that nothing has to be typed twice.
 */
@customElement('tuya-name')
export class NameEdit extends LightElement {
  /** Unique in the page. */
  @property({ attribute: false }) key = '';
  /** The present name, '' where none is known. */
  @property({ attribute: false }) name = '';
  /** The name as it's drawn while nobody changes it. */
  @property({ attribute: false }) shown: unknown;
  /** What the pencil does, in words. */
  @property({ attribute: false }) label = '';
  /** What the field is called. */
  @property({ attribute: false }) fieldLabel = '';
  /** Why it can't be changed; '' where it can. */
  @property({ attribute: false }) locked = '';
  /** What is wrong with a name that is being typed. */
  @property({ attribute: false }) check: (typed: string) => Promise<string | undefined> = () =>
    Promise.resolve(undefined);
  @property({ attribute: false }) save: (typed: string) => Promise<Renamed> = () =>
    Promise.resolve({ done: true });
  @state() private _typed: string | undefined;
  @state() private _message = '';
  private _checks = 0;
  private _selectAll = false;
  private _returnFocus = false;

  /** Opens the field, as the pencil does. */
  edit(): void {
    if (this.locked !== '' || this._typed !== undefined) return;
    this._open(this.name, '');
  }

  protected override render(): TemplateResult {
    if (this._typed === undefined) {
      const locked = this.locked !== '';
      return html`<div class="name-shown">${this.shown}</div>
        <button
          class="icon-button rename"
          type="button"
          aria-label=${this.label}
          title=${locked ? this.locked : this.label}
          ?disabled=${locked}
          @click=${this.edit}
        >
          ${icon('edit')}
        </button>`;
    }
    const about = `name-about-${this.key}`;
    return html`<span class="name-edit">
      <input
        class="field"
        type="text"
        .value=${this._typed}
        aria-label=${this.fieldLabel}
        aria-describedby=${about}
        aria-invalid=${this._message === '' ? 'false' : 'true'}
        autocomplete="off"
        spellcheck="false"
        @input=${this._input}
        @keydown=${this._key}
        @blur=${this._blur}
      />
      <span class="field-about" id=${about} aria-live="polite"
        >${
          this._message === ''
            ? html`<span class="dim">${l10n.t('Enter saves, Escape cancels.')}</span>`
            : html`<span class="field-problem">${icon('error')} ${this._message}</span>`
        }</span
      >
    </span>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this._selectAll) {
      this._selectAll = false;
      const input = this.querySelector('input');
      input?.focus();
      input?.select();
    }
    if (this._returnFocus && this._typed === undefined) {
      this._returnFocus = false;
      this.querySelector<HTMLElement>('button.rename')?.focus();
    }
  }

  private _open(typed: string, message: string): void {
    this._typed = typed;
    this._message = message;
    this._selectAll = true;
  }

  private _close(): void {
    this._checks++;
    this._typed = undefined;
    this._message = '';
    this._returnFocus = true;
  }

  private _input(event: Event): void {
    const typed = (event.currentTarget as HTMLInputElement).value;
    this._typed = typed;
    const own = ++this._checks;
    void this.check(typed).then((message) => {
      if (own === this._checks) this._message = message ?? '';
    });
  }

  private _key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      void this._save();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this._close();
    }
  }

  /** Leaving a field that wasn't changed puts it away; one with a new name waits. */
  private _blur(): void {
    if (this._typed !== this.name || !document.hasFocus()) return;
    this._close();
    this._returnFocus = false;
  }

  private async _save(): Promise<void> {
    const typed = this._typed;
    if (typed === undefined) return;
    const own = ++this._checks;
    const message = await this.check(typed);
    // Typed on, saved or cancelled meanwhile: this name isn't meant any longer.
    if (own !== this._checks) return;
    if (message !== undefined) {
      this._message = message;
      return;
    }
    this._close();
    const result = await this.save(typed);
    if (!result.done && this._typed === undefined) this._open(typed, result.message);
  }
}
