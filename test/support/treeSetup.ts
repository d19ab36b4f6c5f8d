import { iconFacts } from './deviceIcons.js';
import { Lazy } from '../../src/base/lazy.js';
import type { Core } from '../../src/app/core.js';
import { Activity } from '../../src/platform/treeView/activity.js';
import { ContextKeys } from '../../src/platform/settings/contextKeys.js';
import { DeviceTree } from '../../src/tree/deviceTree.js';
import type { TreeNode } from '../../src/tree/nodes/treeNode.js';
import type { TreeItem } from './vscodeShim.js';

export interface Row {
  readonly node: TreeNode;
  readonly item: TreeItem;
  readonly rows: readonly Row[];
}

/** The tree over a core, and a person's view of it. */
export function aTree(core: Core) {
  const activity = new Activity(new ContextKeys());
  const tree = new DeviceTree(new Lazy(() => Promise.resolve(core)), activity);
  const fired: (TreeNode[] | undefined)[] = [];
  tree.onDidChangeTreeData((nodes) => fired.push(nodes));
  const item = (node: TreeNode): TreeItem => tree.getTreeItem(node) as unknown as TreeItem;
  const rows = async (node?: TreeNode): Promise<Row[]> => {
    const found: Row[] = [];
    for (const child of await tree.getChildren(node)) {
      found.push({ node: child, item: item(child), rows: await rows(child) });
    }
    return found;
  };
  return { tree, activity, fired, item, rows };
}

/** What a device's icon says by its shape. */
const states: Readonly<Record<string, string>> = {
  online: 'online',
  offline: 'offline',
  unknown: 'state unknown',
};

/** How many devices are below; test/unit/tree/counts.test.ts alone looks at it. */
const count = /^[\d,]+\+?(?: · \d+ online)?(?: · |$)/;
const counted = /^(?:project|user|group\.unowned)/;

/** The rows as indented text, `label | state · description`, without counts. */
export function outline(rows: readonly Row[], depth = 0): string[] {
  return rows.flatMap(({ item, rows: below }) => {
    const state = item.contextValue?.startsWith('device.')
      ? states[iconFacts(item.iconPath)?.state ?? '']
      : undefined;
    const description = counted.test(item.contextValue ?? '')
      ? item.description?.replace(count, '')
      : item.description;
    const facts = [state, description].filter((fact) => fact);
    return [
      `${'  '.repeat(depth)}${item.label}${facts.length > 0 ? ` | ${facts.join(' · ')}` : ''}`,
      ...outline(below, depth + 1),
    ];
  });
}

/** All rows, whatever their depth. */
export function flat(rows: readonly Row[]): Row[] {
  return rows.flatMap((row) => [row, ...flat(row.rows)]);
}
