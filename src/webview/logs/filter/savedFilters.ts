import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../../shared/lightElement.js';
import { menuItem, tool } from '../parts/controls.js';
import type { LogsContext } from '../parts/renderContext.js';

/** Filters by name: chosen, deleted, and the present one saved. */
@customElement('tuya-saved-filters')
export class SavedFilters extends LightElement {
  @property({ attribute: false }) context: LogsContext | undefined;
  /** The present filter. */
  @property({ attribute: false }) text = '';
  @property({ attribute: false }) choose: (text: string) => void = () => undefined;
  @state() private _name = '';

  protected override render(): TemplateResult | typeof nothing {
    const { context } = this;
    if (!context) return nothing;
    const { snapshot, requests } = context;
    return html`<div class="menu-group">
        ${
          snapshot.savedFilters.length === 0
            ? html`<p class="menu-note dim">${l10n.t('No filters saved yet.')}</p>`
            : snapshot.savedFilters.map(
                ({ name, text, cut }) =>
                  html`<div class="saved-line">
                    ${menuItem(name, () => void this._choose(name, cut ? undefined : text), {
                      checked: cut ? false : text === this.text,
                      icon: 'filter',
                      hint: cut ? `${text}…` : text,
                    })}
                    ${tool({
                      label: l10n.t('Delete {0}', name),
                      icon: 'trash',
                      press: () => requests.run('removeFilter', { name }),
                    })}
                  </div>`,
              )
        }
      </div>
      <div class="menu-group save-filter" @keydown=${this._key}>
        <input
          class="field"
          type="text"
          maxlength="100"
          aria-label=${l10n.t('Save the filter as')}
          placeholder=${l10n.t('Save the filter as')}
          .value=${this._name}
          ?disabled=${this.text.trim() === ''}
          @input=${(event: Event) => (this._name = (event.currentTarget as HTMLInputElement).value)}
        />
        <vscode-button ?disabled=${!this._canSave} aria-disabled=${!this._canSave} @click=${this._save}
          >${l10n.t('Save')}</vscode-button
        >
      </div>`;
  }

  private async _choose(name: string, text: string | undefined): Promise<void> {
    const whole = text ?? (await this.context?.requests.ask('savedFilter', { name }))?.text;
    if (whole !== undefined) this.choose(whole);
  }

  private get _canSave(): boolean {
    return this.text.trim() !== '' && this._name.trim() !== '';
  }

  private _key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    this._save();
  }

  private _save(): void {
    if (!this._canSave) return;
    this.context?.requests.run('saveFilter', { name: this._name.trim(), text: this.text });
    this._name = '';
  }
}
