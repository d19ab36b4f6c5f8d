import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { emptyState } from '../../shared/emptyState.js';
import type { LogsContext } from './renderContext.js';

interface EmptyActions {
  clearFilter(): void;
}

/** Why there is no row, and what to do about it; nothing where there are rows. */
export function noRows(context: LogsContext, actions: EmptyActions): TemplateResult | typeof nothing {
  const { snapshot, requests, locale } = context;
  if (snapshot.total > 0 || snapshot.situation === 'projectGone') return nothing;
  if (snapshot.problem) return nothing; // told above
  if (snapshot.rows.read > 0)
    return emptyState({
      icon: 'filter',
      title: l10n.t('No row matches'),
      hints: [
        l10n.t(
          'The filter and the switched-off event types hide all rows: {0}.',
          snapshot.rows.read.toLocaleString(locale),
        ),
      ],
      action: html`<vscode-button class="show-all" @click=${actions.clearFilter}
        >${l10n.t('Show All Rows')}</vscode-button
      >`,
    });
  if (snapshot.loading)
    return emptyState({ icon: 'loading', spins: true, title: l10n.t('Reading the log…') });
  const reload = (isSecondary: boolean): TemplateResult =>
    html`<vscode-button ?secondary=${isSecondary} icon="refresh" @click=${() => requests.run('reload', {})}
      >${l10n.t('Reload')}</vscode-button
    >`;
  if (snapshot.cancelled)
    return emptyState({
      icon: 'debug-stop',
      title: l10n.t('Reading was cancelled'),
      hints: [l10n.t('What was read before is shown. Reload to read the whole range.')],
      action: reload(false),
    });
  if (snapshot.empty) return emptyState({ icon: 'inbox', ...snapshot.empty, action: reload(true) });
  if (snapshot.tail.state !== 'off')
    return emptyState({
      icon: 'pulse',
      title: l10n.t('Nothing yet'),
      hints: [l10n.t('What the device reports from now on appears here.')],
    });
  return emptyState({ icon: 'inbox', title: l10n.t('No rows') });
}
