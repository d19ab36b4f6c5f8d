import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ValueDto } from '../../protocol/details.js';
import { assumedText } from './assumedText.js';
import { LightElement } from './lightElement.js';

/** A data point's value: as it came, what it holds folded beneath, the whole of a long one on demand. */
@customElement('tuya-value')
export class ValueView extends LightElement {
  @property({ attribute: false }) value: ValueDto = { kind: 'empty', text: '', length: 0, truncated: false };
  @property() locale = 'en';
  /** Brings the whole of a cut value, or undefined where that failed. */
  @property({ attribute: false }) load: (() => Promise<ValueDto | undefined>) | undefined;
  @state() private _whole: ValueDto | undefined;

  protected override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    const before = changed.get('value') as ValueDto | undefined;
    if (before && (before.text !== this.value.text || before.length !== this.value.length))
      this._whole = undefined;
  }

  protected override render(): TemplateResult {
    const shown = this._whole ?? this.value;
    if (shown.kind === 'empty') return html`<span class="dim">${l10n.t('empty')}</span>`;
    return html`${
      this._whole
        ? html`<pre class="whole" tabindex="0" role="region" aria-label=${l10n.t('Value')}>
${shown.text}${shown.truncated ? '…' : ''}</pre>`
        : html`<span class="value value-${shown.kind}">${shown.text}${shown.truncated ? '…' : ''}</span>`
    }
    ${this._shown(shown)} ${this._more(shown)} ${this._decoded(shown)}`;
  }

  private _more({ truncated, length }: ValueDto): TemplateResult | typeof nothing {
    if (!truncated) return nothing;
    const size = l10n.t('{0} characters', length.toLocaleString(this.locale));
    const button =
      this.load && !this._whole
        ? html`<button class="link" type="button" @click=${this._showAll}>${l10n.t('Show all')}</button> `
        : nothing;
    return html`<div class="value-note">${button}<span class="dim">${size}</span></div>`;
  }

  private _shown({ shown }: ValueDto): TemplateResult | typeof nothing {
    if (!shown) return nothing;
    const { text, assumed } = shown;
    if (!assumed) return html`<span class="dim shown">${text}</span>`;
    const why = assumedText(assumed, this.locale);
    return html`<span class="dim shown" title=${why}
      >${text}<span class="visually-hidden"> (${why})</span></span
    >`;
  }

  private _decoded({ decoded }: ValueDto): TemplateResult | typeof nothing {
    if (!decoded) return nothing;
    const size = decoded.size.toLocaleString(this.locale);
    const title = decoded.as === 'json' ? l10n.t('JSON, entries: {0}', size) : l10n.t('Bytes: {0}', size);
    return html`<details class="decoded">
      <summary>${title}</summary>
      <pre class="decoded-text" tabindex="0" role="region" aria-label=${title}>${decoded.text}</pre>
      ${
        decoded.inWords === undefined
          ? nothing
          : html`<div class="dim">${l10n.t('As text')}</div>
              <pre class="decoded-text" tabindex="0" role="region" aria-label=${l10n.t('As text')}>
${decoded.inWords}</pre>`
      }
    </details>`;
  }

  private async _showAll(): Promise<void> {
    this._whole = await this.load?.();
  }
}
