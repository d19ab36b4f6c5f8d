import * as vscode from 'vscode';
import { DisposableStore, type IDisposable } from '../base/lifecycle.js';
import type { Core } from '../app/core.js';
import type { ContextKeys } from '../platform/settings/contextKeys.js';
import { filterText, orderText } from '../platform/treeView/optionTexts.js';

/**
 * Says in the view itself what its options are: what hides devices in a line above the rows, groups and order beside the
 * title. Without a project nothing is said: a message would stand in the place of the welcome.
 */
export function showViewOptions(
  view: { message?: string | undefined; description?: string | undefined },
  { viewOptions, projects }: Pick<Core, 'viewOptions' | 'projects'>,
  contextKeys: ContextKeys,
): IDisposable {
  const store = new DisposableStore();
  const show = (): void => {
    const { current } = viewOptions;
    const filter = projects.list().length === 0 ? '' : filterText(current);
    contextKeys.set('tuya.filtered', viewOptions.isFiltered);
    view.message = filter === '' ? undefined : vscode.l10n.t('Filter: {0}', filter);
    view.description = orderText(current);
  };
  show();
  store.add(viewOptions.onDidChange(show));
  store.add(projects.onDidChange(show));
  return store;
}
