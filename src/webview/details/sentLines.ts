import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CommandDto } from '../../protocol/sending.js';
import { once } from '../shared/once.js';
import { toneIcon } from '../shared/toneIcon.js';
import { whyLocked } from './locked.js';
import type { DetailsContext } from './renderContext.js';

/** The newest command of a data point, under its row. */
export function sentLine(context: DetailsContext, command: CommandDto): TemplateResult {
  return html`<div class="sent-line">
    ${toneIcon(command.tone)}
    <span>${l10n.t('Sent: {0}', valueText(command))} · ${command.text}</span>
    ${actions(context, command)}
  </div>`;
}

/** Everything that was sent to this device lately, also in earlier windows. */
export function sentList(context: DetailsContext): TemplateResult | typeof nothing {
  const { commands } = context.snapshot;
  if (commands.length === 0) return nothing;
  return html`<details class="sent-list">
    <summary>${l10n.t('Sent: {0}', String(commands.length))}</summary>
    <ul>
      ${repeat(
        commands,
        ({ id }) => id,
        (command) =>
          html`<li class="sent-line">
            ${toneIcon(command.tone)}
            <span
              ><span class="dim">${context.time.local(command.at) ?? String(command.at)}</span>
              <code>${command.code}</code> = ${valueText(command)} ·
              ${command.together === undefined ? nothing : html`${togetherText(command.together)} ·`}
              ${command.text}</span
            >
            ${actions(context, command)}
          </li>`,
      )}
    </ul>
  </details>`;
}

function valueText({ value }: CommandDto): string {
  return value ?? l10n.t('a value that isn’t kept');
}

function togetherText(count: number): string {
  return l10n.t('in one command of {0}', count);
}

function actions(
  { requests, snapshot }: DetailsContext,
  { id, code, value, opposite, isEnded }: CommandDto,
): TemplateResult | typeof nothing {
  if (!isEnded || value === undefined) return nothing;
  const locked = whyLocked(snapshot);
  const button = (how: 'same' | 'opposite', label: string, text: string): TemplateResult =>
    html`<button
      class="link"
      type="button"
      aria-label=${label}
      title=${locked ?? label}
      ?disabled=${locked !== undefined}
      @click=${once(() => void requests.sendAgain(id, how))}
    >
      ${text}
    </button>`;
  return html`<span class="sent-actions"
    >${button('same', l10n.t('Send {0} to {1} again', value, code), l10n.t('Send Again'))}
    ${
      opposite === undefined
        ? nothing
        : button('opposite', l10n.t('Send {0} to {1}', opposite, code), l10n.t('Send {0}', opposite))
    }</span
  >`;
}
