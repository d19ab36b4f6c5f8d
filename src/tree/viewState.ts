import * as vscode from 'vscode';
import { DisposableStore, type IDisposable } from '../base/lifecycle.js';
import type { Core } from '../app/core.js';
import type { ContextKeys } from '../platform/settings/contextKeys.js';
import { filterText, orderText } from '../platform/treeView/optionTexts.js';

/**
 * Says in a line above the rows what the view's options are. Without a project nothing is said: a message would stand in
 * the place of the welcome. VS Code shows no description beside the title of a view that is alone in its container.
 */
export function showViewOptions(
  view: { message?: string | undefined },
  { viewOptions, projects }: Pick<Core, 'viewOptions' | 'projects'>,
  contextKeys: ContextKeys,
): IDisposable {
  const store = new DisposableStore();
  const show = (): void => {
    const { current, isFiltered } = viewOptions;
    const filter = filterText(current);
    const order = orderText(current);
    contextKeys.set('tuya.filtered', isFiltered);
    contextKeys.set('tuya.ordered', order !== '');
    const parts = [filter === '' ? '' : vscode.l10n.t('Filter: {0}', filter), order];
    const message = parts.filter((part) => part !== '').join(' · ');
    view.message = message === '' || projects.list().length === 0 ? undefined : message;
  };
  show();
  store.add(viewOptions.onDidChange(show));
  store.add(projects.onDidChange(show));
  return store;
}
