import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { LogCommandDto, LogRowDto } from '../../../protocol/logRows.js';
import { toneIcon } from '../../shared/toneIcon.js';
import type { LogsContext } from '../parts/renderContext.js';
import { countText } from '../../shared/plainText.js';

/** How long the report of a command took; of both rows. */
export function latencyCell(
  { locale }: LogsContext,
  { command }: LogRowDto,
): TemplateResult | typeof nothing {
  if (!command) return nothing;
  const { latencyMs, text, role } = command;
  if (latencyMs === undefined) return html`<span class="dim" title=${text}>—</span>`;
  const ms = l10n.t('{0} ms', countText(latencyMs, locale));
  return html`<span class=${role === 'report' ? 'dim' : ''} title=${text}>${ms}</span>`;
}

/** A value that was sent, and what came of it. */
export function sentCell(
  { locale }: LogsContext,
  { tone, text, verdict, acceptedMs }: LogCommandDto,
  value: unknown,
): TemplateResult {
  const accepted =
    acceptedMs === undefined
      ? nothing
      : html` · ${l10n.t('accepted in {0} ms', countText(acceptedMs, locale))}`;
  return html`<span class="verdict-icon is-${tone}">${toneIcon(tone)}</span>${value}<span
      class="verdict"
      title=${text}
      >${verdict}${accepted}</span
    >`;
}
