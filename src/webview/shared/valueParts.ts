import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { FieldDto, ValueDto } from '../../protocol/details.js';
import { assumedText } from './assumedText.js';
import { icon } from './icon.js';

/** What a value means, in one line; why it is only assumed on a hover and for screen readers. */
export function shownValue(
  { kind, shown }: Pick<ValueDto, 'kind' | 'shown'>,
  locale: string,
): TemplateResult | typeof nothing {
  if (!shown) return nothing;
  const { text, assumed } = shown;
  // Of bytes nothing else is shown.
  const look = kind === 'binary' ? 'value value-binary' : 'dim shown';
  if (!assumed) return html`<bdi class=${look}>${text}</bdi>`;
  const why = assumedText(assumed, locale);
  return html`<span class=${look} title=${why}
    ><bdi>${text}</bdi><span class="visually-hidden"> (${why})</span></span
  >`;
}

/** A value that its product’s model doesn’t allow is marked, and never hidden. */
export function outsideMark({ isOutside }: Pick<ValueDto, 'isOutside'>): TemplateResult | typeof nothing {
  if (!isOutside) return nothing;
  const why = outsideText();
  return html`<span class="outside" title=${why}
    >${icon('warning')}<span class="visually-hidden"> (${why})</span></span
  >`;
}

export function outsideText(): string {
  return l10n.t('The product’s model does not allow this value.');
}

/** The parts of a value as a small list. */
export function valueFields(fields: readonly FieldDto[] | undefined): TemplateResult | typeof nothing {
  if (!fields || fields.length === 0) return nothing;
  return html`<dl class="value-fields">
    ${fields.map(
      ({ name, text }) =>
        html`<dt class="dim">${name}</dt>
          <dd><bdi>${text}</bdi></dd>`,
    )}
  </dl>`;
}
