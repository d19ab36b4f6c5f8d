import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { emptyState } from '../../shared/emptyState.js';
import type { LogsContext } from './renderContext.js';
import { countText } from '../../shared/plainText.js';

interface EmptyActions {
  clearFilter(): void;
}

/** Why there is no row, and what to do about it; nothing where there are rows. */
export function noRows(context: LogsContext, actions: EmptyActions): TemplateResult | typeof nothing {
  const { snapshot, requests } = context;
  if (snapshot.total > 0 || snapshot.situation === 'projectGone') return nothing;
  if (snapshot.problem) return nothing; // told above
  if (snapshot.rows.read > 0)
    return emptyState({
      icon: 'filter',
      title: l10n.t('No row matches'),
      hints: hidingReasons(context),
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

/** What hides the rows that were read, in the order in which it is asked. */
export function hidingReasons({
  snapshot,
  locale,
}: {
  readonly snapshot: Pick<LogsContext['snapshot'], 'counts' | 'filter' | 'rows'>;
  readonly locale: string;
}): string[] {
  const { counts, filter, rows } = snapshot;
  const count = (value: number): string => countText(value, locale);
  const ofDevices = sum(counts);
  const ofTypes = sum(counts.filter(({ type }) => !filter.hiddenTypes.includes(type)));
  return [
    ...(ofTypes > 0 && filter.text.trim() !== ''
      ? [l10n.t('The filter matches none of {0} rows.', count(ofTypes))]
      : []),
    ...(ofTypes < ofDevices
      ? [l10n.t('Rows of event types that are switched off: {0}', count(ofDevices - ofTypes))]
      : []),
    ...(ofDevices < rows.read
      ? [l10n.t('Rows of devices that are switched off: {0}', count(rows.read - ofDevices))]
      : []),
  ];
}

function sum(counts: LogsContext['snapshot']['counts']): number {
  return counts.reduce((all, { count }) => all + count, 0);
}
