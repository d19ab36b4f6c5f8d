import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ValueDto } from '../../protocol/details.js';
import { LightElement } from './lightElement.js';
import { outsideMark, shownValue, valueFields } from './valueParts.js';

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
    const { text, length, shown } = this.value;
    if (!before || !this._whole) return;
    if (before.text !== text || before.length !== length || before.shown?.text !== shown?.text)
      this._whole = undefined;
    // What the page has of both is the same; behind the cut they may differ.
    else void this._showAll();
  }

  protected override render(): TemplateResult {
    const value = this._whole ?? this.value;
    if (value.kind === 'empty') return html`<span class="dim">${l10n.t('empty')}</span>`;
    const shown = shownValue(value, this.locale);
    if (value.kind === 'binary')
      return html`${bytesLine(value, shown)}${outsideMark(value)} ${this._fold(value)}`;
    return html`${this._text(value)}${outsideMark(value)} ${shown} ${this._more(value)} ${this._fold(value)}`;
  }

  private _text({ kind, text, truncated }: ValueDto): TemplateResult {
    return this._whole
      ? block(l10n.t('Value'), `${text}${truncated ? '…' : ''}`, 'whole')
      : html`<span class="value value-${kind}">${text}${truncated ? '…' : ''}</span>`;
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

  private _fold(value: ValueDto): TemplateResult | typeof nothing {
    const { kind, shown, decoded, fields = [] } = value;
    // Bytes that mean nothing else stand above as hex already.
    const isAbove = kind === 'binary' && !shown;
    if (!decoded && fields.length < 2) return nothing;
    const size = (decoded?.size ?? fields.length).toLocaleString(this.locale);
    const title =
      decoded === undefined
        ? l10n.t('Parts: {0}', size)
        : decoded.as === 'json'
          ? l10n.t('JSON, entries: {0}', size)
          : l10n.t('Bytes: {0}', size);
    return html`<details class="decoded">
      <summary>${title}</summary>
      ${valueFields(fields)} ${decoded && !isAbove ? block(title, decoded.text) : nothing}
      ${decoded?.inWords === undefined ? nothing : titled(l10n.t('As text'), decoded.inWords)}
      ${
        kind === 'binary'
          ? html`${titled(l10n.t('As sent'), `${value.text}${value.truncated ? '…' : ''}`)}
            ${this._more(value)}`
          : nothing
      }
    </details>`;
  }

  private async _showAll(): Promise<void> {
    this._whole = await this.load?.();
  }
}

/** Base64 says nothing to a person: what it means comes first, or else its bytes; the text itself is in the fold. */
function bytesLine(
  { text, shown, decoded }: ValueDto,
  line: TemplateResult | typeof nothing,
): TemplateResult {
  if (shown) return html`${line}`;
  return html`<span class="value value-binary">${decoded?.text ?? text}</span>`;
}

function titled(title: string, text: string): TemplateResult {
  return html`<div class="dim">${title}</div>
    ${block(title, text)}`;
}

function block(title: string, text: string, name: 'whole' | 'decoded-text' = 'decoded-text'): TemplateResult {
  return html`<pre class=${name} tabindex="0" role="group" aria-label=${title}>${text}</pre>`;
}
