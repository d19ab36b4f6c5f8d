import * as vscode from 'vscode';
import { DisposableStore } from '../../base/lifecycle.js';
import type { CommandDeps } from '../commandDeps.js';

/** Filters the tree by a text while somebody types. Escape brings back what was there before. */
export async function filterDevices({ core }: Pick<CommandDeps, 'core'>): Promise<void> {
  const { viewOptions } = await core.get();
  const before = viewOptions.current.text;
  const box = vscode.window.createInputBox();
  const store = new DisposableStore();
  box.title = vscode.l10n.t('Filter Devices');
  box.placeholder = vscode.l10n.t('Name, ID, product, category, IP address, user ID…');
  box.prompt = vscode.l10n.t('Devices that have every word of it stay. Leave it empty to show all.');
  box.value = before;
  // A click on a row that was found is no Escape.
  box.ignoreFocusOut = true;
  const isKept = await new Promise<boolean>((resolve) => {
    store.add(box.onDidChangeValue((text) => viewOptions.set({ text: text.slice(0, longestText) })));
    store.add(box.onDidAccept(() => resolve(true)));
    store.add(box.onDidHide(() => resolve(false)));
    box.show();
  }).finally(() => {
    store.dispose();
    box.dispose();
  });
  viewOptions.set({ text: isKept ? box.value.trim().slice(0, longestText) : before });
}

const longestText = 200;
