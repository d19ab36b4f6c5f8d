import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ValueDto } from '../../protocol/details.js';
import { fill } from './fill.js';
import { LightElement } from './lightElement.js';

export interface ValueWords {
  readonly emptyValue: string;
  readonly showAll: string;
  readonly characters: string;
  readonly jsonSize: string;
  readonly bytes: string;
  readonly value: string;
  readonly usualScale: string;
  readonly knownScale: string;
  readonly bytesInWords: string;
}

/** A data point's value: as it came, what it holds folded beneath, the whole of a long one on demand. */
@customElement('tuya-value')
export class ValueView extends LightElement {
  @property({ attribute: false }) value: ValueDto = { kind: 'empty', text: '', length: 0, truncated: false };
  @property({ attribute: false }) words: ValueWords | undefined;
  @property() locale = 'en';
  /** Brings the whole of a cut value, or undefined where that failed. */
  @property({ attribute: false }) load: (() => Promise<ValueDto | undefined>) | undefined;
  @state() private _whole: ValueDto | undefined;

  protected override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    const before = changed.get('value') as ValueDto | undefined;
    if (before && (before.text !== this.value.text || before.length !== this.value.length))
      this._whole = undefined;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this;
    if (!words) return nothing;
    const shown = this._whole ?? this.value;
    if (shown.kind === 'empty') return html`<span class="dim">${words.emptyValue}</span>`;
    return html`${
      this._whole
        ? html`<pre class="whole" tabindex="0" role="region" aria-label=${words.value}>${shown.text}</pre>`
        : html`<span class="value value-${shown.kind}">${shown.text}${shown.truncated ? '…' : ''}</span>`
    }
    ${this._scaled(shown, words)} ${this._more(shown, words)} ${this._decoded(shown, words)}`;
  }

  private _more({ truncated, length }: ValueDto, words: ValueWords): TemplateResult | typeof nothing {
    if (!truncated) return nothing;
    const size = fill(words.characters, length.toLocaleString(this.locale));
    const button =
      this.load && !this._whole
        ? html`<button class="link" type="button" @click=${this._showAll}>${words.showAll}</button> `
        : nothing;
    return html`<div class="value-note">${button}<span class="dim">${size}</span></div>`;
  }

  private _scaled({ scaled }: ValueDto, words: ValueWords): TemplateResult | typeof nothing {
    if (!scaled) return nothing;
    return html`<span class="dim scaled"
      >${fill(scaled.assumed ? words.usualScale : words.knownScale, scaled.text)}</span
    >`;
  }

  private _decoded({ decoded }: ValueDto, words: ValueWords): TemplateResult | typeof nothing {
    if (!decoded) return nothing;
    const title = fill(
      decoded.as === 'json' ? words.jsonSize : words.bytes,
      decoded.size.toLocaleString(this.locale),
    );
    return html`<details class="decoded">
      <summary>${title}</summary>
      <pre class="decoded-text" tabindex="0" role="region" aria-label=${title}>${decoded.text}</pre>
      ${
        decoded.inWords === undefined
          ? nothing
          : html`<div class="dim">${words.bytesInWords}</div>
              <pre class="decoded-text" tabindex="0" role="region" aria-label=${words.bytesInWords}>
${decoded.inWords}</pre>`
      }
    </details>`;
  }

  private async _showAll(): Promise<void> {
    this._whole = await this.load?.();
  }
}
