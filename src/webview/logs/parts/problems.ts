import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import { icon } from '../../shared/icon.js';
import { notice, problemBody, sentence } from '../../shared/notice.js';
import type { LogsContext } from './renderContext.js';

/** What went wrong with the reading, and what is gone, above the rows that are still there. */
export function problems(context: LogsContext): unknown {
  const { problem, tail, ...snapshot } = context.snapshot;
  if (snapshot.situation === 'projectGone')
    return notice({
      kind: 'warning',
      title: l10n.t('The project of this log was removed'),
      isAlert: true,
      body: sentence(l10n.t('Close this panel, or add the project again and open the log from the tree.')),
    });
  const deviceGone =
    snapshot.situation === 'deviceGone' &&
    notice({
      kind: 'warning',
      title: l10n.t('The device of this log no longer exists'),
      isAlert: true,
      body: sentence(l10n.t('The cloud does not know it. What was read before is shown below.')),
    });
  const notRead =
    problem &&
    notice({
      kind: 'error',
      title: l10n.t('The log could not be read'),
      isAlert: true,
      body: problemBody(problem),
      actions: actions(context),
    });
  const notFollowed =
    tail.problem &&
    tail.state !== 'off' &&
    tail.problem.what !== problem?.what &&
    notice({
      kind: 'warning',
      title: l10n.t('Following fails'),
      isAlert: true,
      body: problemBody(tail.problem),
    });
  const cancelled =
    snapshot.cancelled &&
    snapshot.total > 0 &&
    !snapshot.loading &&
    html`<p class="bar bar-info">
      ${icon('info')}
      <span class="bar-text"
        >${l10n.t('What was read before is shown. Reload to read the whole range.')}</span
      >
    </p>`;
  return [deviceGone, notRead, notFollowed, cancelled].map((part) => part || nothing);
}

function actions({ requests }: LogsContext): unknown {
  return html`<vscode-button icon="refresh" class="retry" @click=${() => requests.run('reload', {})}
      >${l10n.t('Try Again')}</vscode-button
    >
    <vscode-button secondary @click=${() => requests.run('showExtensionLog', {})}
      >${l10n.t('Show Extension Log')}</vscode-button
    >`;
}
