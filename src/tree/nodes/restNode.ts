import * as vscode from 'vscode';
import type { FleetRest } from '../../model/fleet/fleetViews.js';
import { commandIds } from '../../platform/commands/commands.js';
import { TreeNode } from './treeNode.js';

/** Says what a filter or a group can't know of, and reads it on a click. */
export class RestNode extends TreeNode {
  private rest: FleetRest = { users: [], lists: [] };

  constructor(
    id: string,
    parent: TreeNode,
    readonly projectId: string,
  ) {
    super(id, parent);
  }

  renew(rest: FleetRest): this {
    this.rest = rest;
    return this;
  }

  item(): vscode.TreeItem {
    const label = vscode.l10n.t('More devices may exist');
    const item = new vscode.TreeItem(label);
    item.id = this.id;
    item.description = this.description();
    item.iconPath = new vscode.ThemeIcon('ellipsis');
    item.contextValue = 'rest';
    item.accessibilityInformation = { label: `${label}, ${item.description}`, role: 'treeitem' };
    item.command = { command: commandIds.readRest, title: vscode.l10n.t('Read Them'), arguments: [this] };
    return item;
  }

  /** Each user and each part of a list is one call or more. */
  private description(): string {
    const { users, lists } = this.rest;
    const number = (count: number): string => count.toLocaleString(vscode.env.language);
    const unread =
      users.length === 1
        ? vscode.l10n.t('1 user not read yet')
        : vscode.l10n.t('{0} users not read yet', number(users.length));
    const going =
      lists.length === 1
        ? vscode.l10n.t('1 list has more')
        : vscode.l10n.t('{0} lists have more', number(lists.length));
    const parts = [users.length > 0 ? unread : '', lists.length > 0 ? going : ''];
    return parts.filter((part) => part !== '').join(', ');
  }
}

/** Stands where a filter leaves nothing. */
export class NothingShownNode extends TreeNode {
  item(): vscode.TreeItem {
    const label = vscode.l10n.t('No device passes the filter');
    const item = new vscode.TreeItem(label);
    item.id = this.id;
    item.description = vscode.l10n.t('Click to clear it');
    item.iconPath = new vscode.ThemeIcon('info');
    item.contextValue = 'nothingShown';
    item.accessibilityInformation = { label: `${label}, ${item.description}`, role: 'treeitem' };
    item.command = { command: commandIds.clearFilter, title: vscode.l10n.t('Clear the Filter') };
    return item;
  }
}
