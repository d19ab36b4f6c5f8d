import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { FromUserFormPage, UserFormSnapshot } from '../../protocol/userForm.js';
import { notice, problemBody } from '../shared/notice.js';
import type { PageRequests } from '../shared/requests.js';

/** Why the last save wasn't one, above the values that are still there. */
export function saveNotice(
  { notice: told, situation, saving }: UserFormSnapshot,
  requests: PageRequests<FromUserFormPage>,
): TemplateResult | typeof nothing {
  if (!told || saving) return nothing;
  const { kind, title, problem, canLookAgain } = told;
  const lookAgain = html`<vscode-button @click=${() => requests.run('lookAgain', {})}
    >${l10n.t('Check Again')}</vscode-button
  >`;
  const retry = html`<vscode-button icon="refresh" @click=${() => requests.run('retry', {})}
    >${l10n.t('Try Again')}</vscode-button
  >`;
  return notice({
    kind,
    title,
    isAlert: true,
    body: problem && problemBody(problem),
    actions: html`${canLookAgain ? lookAgain : nothing} ${situation === 'unread' ? retry : nothing}
      <vscode-button secondary @click=${() => requests.run('showExtensionLog', {})}
        >${l10n.t('Show Extension Log')}</vscode-button
      >`,
  });
}
