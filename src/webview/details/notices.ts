import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { ProblemDto } from '../../protocol/problem.js';
import { icon } from '../shared/icon.js';
import { notice, problemBody, problemFacts, sentence } from '../shared/notice.js';
import { protectedText } from '../shared/protection.js';
import type { DetailsContext } from './renderContext.js';

/** What stands above the page where something is wrong: what, what to do, and what support asks for. */
export function notices(context: DetailsContext): TemplateResult | typeof nothing {
  const { situation, problem } = context.snapshot;
  const actions = problemActions(context);
  switch (situation) {
    case 'projectGone':
      return notice({
        kind: 'info',
        title: l10n.t('The project of this device was removed'),
        body: sentence(
          l10n.t('Close this panel, or add the project again and open the device from the tree.'),
        ),
      });
    case 'gone':
      return notice({
        kind: 'warning',
        title: l10n.t('This device no longer exists'),
        body: [
          sentence(
            l10n.t(
              'The cloud does not know it: it was removed, or paired again under another ID. Refresh the tree to see what is there now. What was last read is shown below.',
            ),
          ),
          problem && problemFacts(problem),
        ],
        actions,
      });
    case 'deleted':
      return notice({
        kind: 'info',
        title: l10n.t('This device was deleted'),
        body: sentence(
          l10n.t(
            'Its user’s home no longer has it. To use it again, pair it again. What was last read is shown below.',
          ),
        ),
      });
    case 'unread':
      return notice({
        kind: 'error',
        title: l10n.t('The device has not been read'),
        body: problem && problemBody(problem),
        actions,
      });
    case 'loading':
      return html`<p class="dim" role="status">${l10n.t('Reading the device for the first time…')}</p>`;
    case 'known':
      if (!problem) return nothing;
      return notice({
        kind: 'warning',
        title: l10n.t('The device could not be read again.'),
        body: problemBody(problem),
        actions,
      });
  }
}

/** Why the pencils and buttons of a protected project don't work. */
export function protection({ snapshot }: DetailsContext): TemplateResult | typeof nothing {
  return snapshot.isProtected
    ? html`<p class="protection">${icon('lock', 'dim')} ${protectedText()}</p>`
    : nothing;
}

/** That a change wasn't made, until the person puts it away. */
export function warning(
  { title, text }: { readonly title: string; readonly text: string },
  close: () => void,
): TemplateResult {
  return notice({
    kind: 'error',
    title,
    isAlert: true,
    body: sentence(text),
    actions: html`<vscode-button secondary @click=${close}>${l10n.t('Dismiss')}</vscode-button>`,
  });
}

/** A failure inside a section. */
export function problemText(problem: ProblemDto): TemplateResult {
  return html`<div class="inline-problem">
    ${icon('warning', 'warn')}
    <div>${problemBody(problem)}</div>
  </div>`;
}

function problemActions({ snapshot, requests }: DetailsContext): TemplateResult {
  const retry = html`<vscode-button icon="refresh" @click=${() => void requests.refresh()}
    >${l10n.t('Try Again')}</vscode-button
  >`;
  const copy = html`<vscode-button secondary icon="copy" @click=${() => void requests.copy({ of: 'problem' })}
    >${l10n.t('Copy')}</vscode-button
  >`;
  return html`${snapshot.refreshing ? nothing : retry}
    <vscode-button secondary @click=${() => requests.run('showExtensionLog', {})}
      >${l10n.t('Show Extension Log')}</vscode-button
    >
    ${snapshot.problem ? copy : nothing}`;
}
