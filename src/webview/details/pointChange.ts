import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { DataPointDto, ValueDto } from '../../protocol/details.js';
import { icon } from '../shared/icon.js';
import type { DetailsContext } from './renderContext.js';

/** That the last read changed a value. It takes what room the value leaves in its line: no row grows by it. */
export function changeMark({ isNew, previous }: DataPointDto): TemplateResult | typeof nothing {
  if (!isNew && !previous) return nothing;
  const mark = isNew ? l10n.t('new') : l10n.t('changed');
  const was = previous && l10n.t('was {0}', wasText(previous).slice(0, 80) || l10n.t('empty'));
  return html`<span class="change" title=${[mark, was].filter(Boolean).join(', ')}
    ><span class="mark">${mark}</span
    >${was === undefined ? nothing : html`<span class="dim was">${was}</span>`}</span
  >`;
}

/** The data point's rows in the device's log. */
export function historyButton({ requests }: DetailsContext, { code }: DataPointDto): TemplateResult {
  const label = l10n.t('Show the last changes of {0} in the log', code);
  return html`<button
    class="icon-button"
    type="button"
    aria-label=${label}
    title=${label}
    @click=${() => requests.run('openPointLog', { code })}
  >
    ${icon('history')}
  </button>`;
}

/** Bytes as they are shown: base64 says nothing to a person. */
function wasText({ kind, text, shown, decoded }: ValueDto): string {
  return kind === 'binary' ? (shown?.text ?? decoded?.text ?? text) : text;
}
