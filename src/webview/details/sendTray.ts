import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { SendParams } from '../../protocol/sending.js';
import { icon } from '../shared/icon.js';
import { once } from '../shared/once.js';
import { whyLocked } from './locked.js';
import type { DetailsContext } from './renderContext.js';

/** Values that were put aside, to be sent in one command. */
export interface SendTray {
  readonly points: readonly SendParams[];
  /** Why they weren't sent. */
  readonly problem: string | undefined;
  remove(code: string): void;
  clear(): void;
  send(): Promise<void>;
}

/** What is to be sent together, under the table; nothing where nothing was put aside. */
export function sendTray(
  { snapshot }: DetailsContext,
  { points, problem, remove, clear, send }: SendTray,
): TemplateResult | typeof nothing {
  if (points.length === 0) return nothing;
  const locked = whyLocked(snapshot);
  return html`<div class="send-tray" role="group" aria-label=${l10n.t('To be sent together')}>
    <span class="dim">${l10n.t('To be sent together:')}</span>
    ${points.map(
      ({ code, text }) =>
        html`<span class="tray-point"
          ><code>${code}</code> = <bdi class="tray-value">${text}</bdi
          ><button
            class="icon-button"
            type="button"
            aria-label=${l10n.t('Leave out {0}', code)}
            title=${l10n.t('Leave out {0}', code)}
            @click=${() => remove(code)}
          >
            ${icon('close')}
          </button></span
        >`,
    )}
    <span class="tray-actions">
      <vscode-button
        class="tray-send"
        icon="send"
        ?disabled=${locked !== undefined}
        aria-disabled=${locked !== undefined}
        title=${locked ?? ''}
        @click=${once(() => void send())}
        >${points.length === 1 ? l10n.t('Send') : l10n.t('Send {0} Together', points.length)}</vscode-button
      >
      <vscode-button secondary @click=${clear}>${l10n.t('Discard')}</vscode-button>
    </span>
    ${
      problem === undefined
        ? nothing
        : html`<div class="field-about field-problem" role="alert">${icon('error')} ${problem}</div>`
    }
  </div>`;
}
