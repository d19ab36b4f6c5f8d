import * as vscode from 'vscode';
import type { OwnerView, Place } from '../../model/fleet/fleetViews.js';
import { TreeNode, type TreeParts } from './treeNode.js';
import { deviceRows } from './deviceNode.js';
import { moreNodes } from './moreNode.js';
import { noteNodes } from './noteNode.js';
import { spread } from './rangeNode.js';

type Unplaced = Pick<OwnerView, 'unplaced' | 'unplacedNotes' | 'unplacedMore'>;

/** Sub-devices that no gateway has claimed. */
export class UnplacedNode extends TreeNode {
  private view: Unplaced = { unplaced: [], unplacedNotes: [] };

  constructor(
    id: string,
    private readonly owner: TreeNode & { readonly projectId: string; readonly place: Place },
    private readonly parts: TreeParts,
  ) {
    super(id, owner);
  }

  get projectId(): string {
    return this.owner.projectId;
  }

  get place(): Place {
    return this.owner.place;
  }

  renew(view: Unplaced): this {
    this.view = view;
    return this;
  }

  item(): vscode.TreeItem {
    const label = vscode.l10n.t('Sub-devices without a known gateway');
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = this.id;
    item.description = this.view.unplaced.length.toLocaleString(vscode.env.language);
    item.iconPath = new vscode.ThemeIcon('folder');
    item.contextValue = 'group.unplaced';
    item.accessibilityInformation = { label: `${label}, ${this.view.unplaced.length}`, role: 'treeitem' };
    return item;
  }

  override async children(): Promise<TreeNode[]> {
    const { parts, view } = this;
    const devices = await parts.core.arranged.sorted(this.projectId, view.unplaced);
    const notes = noteNodes(parts, this, view.unplacedNotes, this.place);
    const tail = moreNodes(parts, this, view.unplacedMore);
    const others = notes.length + tail.length;
    return [...notes, ...spread(parts, this, devices, others, deviceRows(parts, this)), ...tail];
  }
}
