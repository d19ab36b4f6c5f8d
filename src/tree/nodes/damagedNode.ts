import * as vscode from 'vscode';
import { displayName } from '../../base/displayText.js';
import type { DamagedProject } from '../../model/projects/projectStore.js';
import { commandIds } from '../../platform/commands/commands.js';
import { TreeNode } from './treeNode.js';

/** A stored project that can't be read: set aside, not thrown away. */
export class DamagedNode extends TreeNode {
  constructor(
    id: string,
    private readonly entry: DamagedProject,
  ) {
    super(id, undefined);
  }

  /** What the command that forgets it takes. */
  get damagedIndex(): number {
    return this.entry.index;
  }

  item(): vscode.TreeItem {
    const { name, field } = this.entry;
    const label = displayName(name, vscode.l10n.t('Damaged project'));
    const item = new vscode.TreeItem(label);
    item.id = this.id;
    item.description =
      field === ''
        ? vscode.l10n.t('can’t be read – click to remove it')
        : vscode.l10n.t('‘{0}’ can’t be read – click to remove it', field);
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.contextValue = 'damaged';
    item.accessibilityInformation = { label: `${label}, ${item.description}`, role: 'treeitem' };
    const title = vscode.l10n.t('Remove the Damaged Entry');
    item.command = { command: commandIds.forgetDamagedProject, title, arguments: [this] };
    return item;
  }
}
