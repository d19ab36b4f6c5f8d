import * as vscode from 'vscode';
import type { More } from '../../model/fleet/fleetViews.js';
import { commandIds } from '../../platform/commands/commands.js';
import { TreeNode } from './treeNode.js';

/** There is more than was read; a click reads on. */
export class MoreNode extends TreeNode {
  constructor(
    id: string,
    parent: TreeNode,
    public more: More,
  ) {
    super(id, parent);
  }

  item(): vscode.TreeItem {
    const { label, description } = this.words();
    const item = new vscode.TreeItem(label);
    item.id = this.id;
    item.description = description;
    item.iconPath = new vscode.ThemeIcon('ellipsis');
    item.contextValue = 'more';
    item.accessibilityInformation = { label: `${label}, ${description}`, role: 'treeitem' };
    item.command = { command: commandIds.loadMore, title: vscode.l10n.t('Read More'), arguments: [this] };
    return item;
  }

  private words(): { readonly label: string; readonly description: string } {
    const { of, place, read, total } = this.more;
    const known = read.toLocaleString(vscode.env.language);
    if (of === 'gateways') {
      return {
        label: vscode.l10n.t('Look for their gateways'),
        description: vscode.l10n.t('{0} devices asked; each question is one call', known),
      };
    }
    const label = place.kind === 'users' ? vscode.l10n.t('More users') : vscode.l10n.t('More devices');
    if (total === undefined || total <= read) {
      const description =
        of === 'users' ? vscode.l10n.t('{0} users read', known) : vscode.l10n.t('{0} devices read', known);
      return { label, description };
    }
    const all = total.toLocaleString(vscode.env.language);
    const description =
      of === 'users'
        ? vscode.l10n.t('{0} of {1} users read', known, all)
        : vscode.l10n.t('{0} of {1} devices read', known, all);
    return { label, description };
  }
}
