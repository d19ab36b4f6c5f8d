import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DoubtDto } from '../../protocol/deviceParts.js';
import { notice, sentence } from '../shared/notice.js';
import type { DetailsContext } from './renderContext.js';

/** Changes of which it isn't known whether they were made; each stays until the person puts it away. */
export function doubts(context: DetailsContext): unknown {
  return repeat(
    context.snapshot.doubts,
    ({ id }) => id,
    (doubt) => doubtNotice(context, doubt),
  );
}

function doubtNotice({ requests }: DetailsContext, { id, state, title, text }: DoubtDto): TemplateResult {
  const lookAgain = html`<vscode-button @click=${() => requests.run('lookAgain', { id })}
    >${l10n.t('Check Again')}</vscode-button
  >`;
  return notice({
    kind: state === 'done' ? 'info' : 'warning',
    title,
    isAlert: true,
    ...(text !== undefined && { body: sentence(text) }),
    actions: html`${state === 'done' ? nothing : lookAgain}
      <vscode-button secondary @click=${() => requests.run('dismissDoubt', { id })}
        >${state === 'looking' ? l10n.t('Stop Checking') : l10n.t('Dismiss')}</vscode-button
      >`,
  });
}
