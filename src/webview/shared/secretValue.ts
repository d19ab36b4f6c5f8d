import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from './lightElement.js';

/** A secret that isn't in the page until somebody asks for it, and leaves it again when it's hidden. */
@customElement('tuya-secret')
export class SecretValue extends LightElement {
  /** What it is, for the button's name: `Local key`. */
  @property() label = '';
  @property({ attribute: false }) reveal: () => Promise<string | undefined> = () =>
    Promise.resolve(undefined);
  @state() private _shown: string | undefined;

  private readonly _hide = (): void => {
    if (document.visibilityState === 'hidden') this._shown = undefined;
  };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this._hide);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this._hide);
    this._shown = undefined;
  }

  protected override render(): TemplateResult {
    const isShown = this._shown !== undefined;
    const action = isShown ? l10n.t('Hide') : l10n.t('Show');
    return html`<span class="secret"
      >${
        isShown
          ? html`<code class="value">${this._shown}</code>`
          : html`<span class="dots" aria-hidden="true">••••••••••••</span
              ><span class="visually-hidden">${l10n.t('Hidden')}</span>`
      }
      <button
        class="link"
        type="button"
        aria-label=${`${action}: ${this.label}`}
        aria-pressed=${isShown}
        @click=${this._toggle}
      >
        ${action}
      </button></span
    >`;
  }

  private async _toggle(): Promise<void> {
    this._shown = this._shown === undefined ? await this.reveal() : undefined;
  }
}
