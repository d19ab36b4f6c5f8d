import * as vscode from 'vscode';
import type { Asker } from '../../base/asking.js';
import { displayName } from '../../base/displayText.js';
import type { ListRef } from '../../model/lists/deviceLists.js';
import type { DeviceListState } from '../../model/lists/deviceListLoad.js';
import type { NamedList } from '../../model/lists/storedList.js';
import { listNotes } from './listNotes.js';
import { TreeNode, type TreeParts } from './treeNode.js';
import { deviceRows } from './deviceNode.js';
import { listMoreNodes } from './moreNode.js';
import { noteNode } from './noteNode.js';
import { spread } from './rangeNode.js';
import { NothingShownNode } from './restNode.js';

/** A list of devices that a person keeps under the project. It is read when it is opened. */
export class ListNode extends TreeNode implements ListRef {
  readonly listId: string;

  constructor(
    id: string,
    parent: TreeNode,
    readonly projectId: string,
    private readonly parts: TreeParts,
    private list: NamedList,
  ) {
    super(id, parent);
    this.listId = list.id;
  }

  renew(list: NamedList): this {
    this.list = list;
    return this;
  }

  item(): vscode.TreeItem {
    const label = displayName(this.list.name, this.listId);
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = this.id;
    item.description = this.description();
    item.iconPath = new vscode.ThemeIcon('filter');
    item.contextValue = 'list';
    const spoken = [label, vscode.l10n.t('list of devices'), item.description];
    item.accessibilityInformation = { label: spoken.filter((part) => part).join(', '), role: 'treeitem' };
    return item;
  }

  override async children(asker: Asker): Promise<TreeNode[]> {
    const { parts } = this;
    await parts.loadList(this, asker);
    const state = this.state;
    if (!state) return [];
    const notes = listNotes(state, (at) => parts.time(at)).map<TreeNode>((note) =>
      noteNode(parts, this, note.key, this, () => note),
    );
    const tail = listMoreNodes(parts, this, state);
    const { arranged } = parts.core;
    const passing = await arranged.passing(this.projectId, state.ids);
    if (passing.length === 0 && state.ids.length > 0) notes.push(this.nothingShown());
    const others = notes.length + tail.length;
    const devices = await arranged.sorted(this.projectId, passing);
    return [
      ...notes,
      ...spread(parts, this, devices, others, deviceRows(parts, this, { areLeaves: true }), state.hasMore),
      ...tail,
    ];
  }

  private nothingShown(): TreeNode {
    const id = `${this.id}/nothing`;
    return this.parts.node(id, () => new NothingShownNode(id, this));
  }

  private get state(): DeviceListState | undefined {
    return this.parts.core.deviceLists.of(this)?.state();
  }

  private description(): string {
    const { state } = this;
    if (state?.at === undefined) return '';
    const count = state.ids.length.toLocaleString(vscode.env.language);
    const devices =
      state.ids.length === 1
        ? vscode.l10n.t('1 device')
        : state.hasMore
          ? vscode.l10n.t('{0} devices and more', count)
          : vscode.l10n.t('{0} devices', count);
    return vscode.l10n.t('{0}, as of {1}', devices, this.parts.time(state.at));
  }
}
