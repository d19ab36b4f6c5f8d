import * as vscode from 'vscode';
import { displayName } from '../../base/displayText.js';
import type { DeviceGroup } from '../../model/viewOptions/arrangedFleet.js';
import type { Grouping } from '../../model/viewOptions/treeOptions.js';
import { categoryName } from '../../platform/display/categoryNames.js';
import { TreeNode, type TreeParts } from './treeNode.js';
import { countText, spokenCount } from './countTexts.js';
import { deviceRows } from './deviceNode.js';
import { spread } from './rangeNode.js';

export type DeviceGrouping = Exclude<Grouping, 'none'>;

/** Devices that have a product, a category, a home or a user in common, wherever they stand otherwise. */
export class GroupNode extends TreeNode {
  private group: DeviceGroup = { key: '', ids: [], online: 0, known: 0 };
  private label = '';

  constructor(
    id: string,
    parent: TreeNode,
    readonly projectId: string,
    private readonly parts: TreeParts,
    private readonly by: DeviceGrouping,
    private readonly initialState: vscode.TreeItemCollapsibleState,
  ) {
    super(id, parent);
  }

  renew(group: DeviceGroup, label: string): this {
    this.group = group;
    this.label = label;
    return this;
  }

  /** Whether the device stands here. */
  holds(deviceId: string): boolean {
    return this.group.ids.includes(deviceId);
  }

  item(): vscode.TreeItem {
    const item = new vscode.TreeItem(this.label, this.initialState);
    const { ids, ...states } = this.group;
    const count = { devices: ids.length, ...states };
    item.id = this.id;
    item.description = countText(count, true);
    item.iconPath = new vscode.ThemeIcon(icons[this.by]);
    item.contextValue = 'group.devices';
    item.accessibilityInformation = {
      label: [this.label, ...spokenCount(count, true)].join(', '),
      role: 'treeitem',
    };
    return item;
  }

  override children(): TreeNode[] {
    const rows = deviceRows(this.parts, this, { areLeaves: true });
    return spread(this.parts, this, this.group.ids, 0, rows);
  }
}

/** What a group is called: by its first device, or by the name of its user. */
export function groupLabel(
  { core }: Pick<TreeParts, 'core'>,
  projectId: string,
  by: DeviceGrouping,
  { key, ids }: DeviceGroup,
  userNames: ReadonlyMap<string, string | undefined>,
): string {
  if (key === '') return withoutTexts[by]();
  switch (by) {
    case 'user':
      return displayName(userNames.get(key), key);
    case 'category':
      return displayName(categoryName(key), key);
    case 'home':
      return vscode.l10n.t('Home {0}', displayName(key, ''));
    case 'product': {
      const first = core.devices.device({ projectId, deviceId: ids[0] ?? '' })?.value;
      return displayName(first?.productName, key);
    }
  }
}

const withoutTexts: Readonly<Record<DeviceGrouping, () => string>> = {
  user: () => vscode.l10n.t('Devices without a user'),
  product: () => vscode.l10n.t('Without a product'),
  category: () => vscode.l10n.t('Without a category'),
  home: () => vscode.l10n.t('Without a home'),
};

const icons: Readonly<Record<DeviceGrouping, string>> = {
  user: 'account',
  product: 'package',
  category: 'tag',
  home: 'home',
};
