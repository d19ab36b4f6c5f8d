import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { UnreadFieldDto } from '../../protocol/deviceParts.js';

/** Beside the raw value of what couldn't be read as what it is. */
export function unreadMark(): TemplateResult {
  return html`<span class="mark">${l10n.t('can’t be read')}</span>`;
}

/** What couldn't be read, raw: entries for a list of facts. */
export function unreadFacts(unread: readonly UnreadFieldDto[] | undefined): readonly TemplateResult[] {
  return (unread ?? []).map(
    ({ field, text, truncated }) =>
      html`<div>
        <dt><code>${field}</code></dt>
        <dd><code>${text}${truncated ? '…' : ''}</code> ${unreadMark()}</dd>
      </div>`,
  );
}
