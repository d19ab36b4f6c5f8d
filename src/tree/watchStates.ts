import type * as vscode from 'vscode';
import { DisposableStore, type IDisposable } from '../base/lifecycle.js';
import type { Core } from '../app/core.js';
import { onlineStatesPace, onSettingChange } from '../platform/settings/settings.js';

/** Has online states read at the pace that is set, while the view is in sight. */
export function watchStates(
  view: Pick<vscode.TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>,
  { onlineStates }: Pick<Core, 'onlineStates'>,
): IDisposable {
  const store = new DisposableStore();
  const pace = (): void => onlineStates.setPace(onlineStatesPace());
  pace();
  onlineStates.setVisible(view.visible);
  store.add(onSettingChange('onlineStatesMinutes', pace));
  store.add(view.onDidChangeVisibility(({ visible }) => onlineStates.setVisible(visible)));
  return store;
}
