import * as vscode from 'vscode';
import type { More } from '../../model/fleet/fleetViews.js';
import type { DeviceListState } from '../../model/lists/deviceListLoad.js';
import type { ListRef } from '../../model/lists/deviceLists.js';
import { commandIds } from '../../platform/commands/commands.js';
import { TreeNode, type TreeParts } from './treeNode.js';

interface MoreText {
  readonly label: string;
  readonly description: string;
}

/** There is more than was read; a click reads on. */
class MoreNode extends TreeNode {
  constructor(
    id: string,
    parent: TreeNode,
    private target: More | ListRef,
    private text: MoreText,
  ) {
    super(id, parent);
  }

  get more(): More | undefined {
    return 'listId' in this.target ? undefined : this.target;
  }

  get projectId(): string {
    return 'listId' in this.target ? this.target.projectId : this.target.place.projectId;
  }

  get listId(): string | undefined {
    return 'listId' in this.target ? this.target.listId : undefined;
  }

  renew(target: More | ListRef, text: MoreText): this {
    this.target = target;
    this.text = text;
    return this;
  }

  item(): vscode.TreeItem {
    const { label, description } = this.text;
    const item = new vscode.TreeItem(label);
    item.id = this.id;
    item.description = description;
    item.iconPath = new vscode.ThemeIcon('ellipsis');
    item.contextValue = this.more && this.more.of !== 'gateways' ? 'more.fleet' : 'more';
    item.accessibilityInformation = { label: `${label}, ${description}`, role: 'treeitem' };
    item.command = { command: commandIds.loadMore, title: vscode.l10n.t('Read More'), arguments: [this] };
    return item;
  }
}

/** The row below those that were read of a place; none where that is all. */
export function moreNodes(
  parts: Pick<TreeParts, 'node'>,
  parent: TreeNode,
  more: More | undefined,
): TreeNode[] {
  return more ? [moreNode(parts, parent, more, moreText(more))] : [];
}

/** The same below the rows of a kept list. */
export function listMoreNodes(
  parts: Pick<TreeParts, 'node'>,
  parent: TreeNode & ListRef,
  state: DeviceListState,
): TreeNode[] {
  return state.hasMore ? [moreNode(parts, parent, parent, listMoreText(state))] : [];
}

function moreNode(
  parts: Pick<TreeParts, 'node'>,
  parent: TreeNode,
  target: More | ListRef,
  text: MoreText,
): TreeNode {
  const id = `${parent.id}/more`;
  return parts.node(id, () => new MoreNode(id, parent, target, text)).renew(target, text);
}

function moreText({ of, place, read, total }: More): MoreText {
  const known = read.toLocaleString(vscode.env.language);
  if (of === 'gateways') {
    return {
      label: vscode.l10n.t('Find their gateways'),
      description: vscode.l10n.t('{0} devices asked, 1 call each', known),
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

function listMoreText({ ids, progress }: DeviceListState): MoreText {
  const count = ids.length.toLocaleString(vscode.env.language);
  const { part, parts } = progress ?? {};
  const description =
    part !== undefined && parts !== undefined && parts > 1
      ? vscode.l10n.t('{0} devices read, part {1} of {2}', count, part, parts)
      : vscode.l10n.t('{0} devices read', count);
  return { label: vscode.l10n.t('More devices'), description };
}
