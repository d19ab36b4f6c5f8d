import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from './lightElement.js';

export interface SecretWords {
  readonly show: string;
  readonly hide: string;
  readonly secretHidden: string;
}

/** A secret that isn't in the page until somebody asks for it, and leaves it again when it's hidden. */
@customElement('tuya-secret')
export class SecretValue extends LightElement {
  /** What it is, for the button's name: `Local key`. */
  @property() label = '';
  @property({ attribute: false }) words: SecretWords = { show: '', hide: '', secretHidden: '' };
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
    const { show, hide, secretHidden } = this.words;
    const isShown = this._shown !== undefined;
    const action = isShown ? hide : show;
    return html`<span class="secret"
      >${
        isShown
          ? html`<code class="value">${this._shown}</code>`
          : html`<span class="dots" aria-hidden="true">••••••••••••</span
              ><span class="visually-hidden">${secretHidden}</span>`
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
