import type * as vscode from 'vscode';
import { revealRow } from '../platform/treeView/revealRow.js';
import type { DeviceTree } from './deviceTree.js';
import type { TreeNode } from './nodes/treeNode.js';

/** So many rows of a project are brought into sight with it: enough to see that there are devices. */
const rowsInSight = 6;

/** Selects a project's row, opens it, and scrolls so that the first rows below it are in sight, too. */
export async function revealProject(
  tree: Pick<DeviceTree, 'projectNode' | 'firstRows'>,
  view: Pick<vscode.TreeView<TreeNode>, 'reveal'>,
  projectId: string,
): Promise<void> {
  const node = await tree.projectNode(projectId);
  if (!node) return;
  await revealRow(view, node, { select: true, focus: true, expand: true });
  // VS Code scrolls no further than it must: first the last of these rows, then the project above them.
  const last = (await tree.firstRows(node, rowsInSight)).at(-1);
  if (!last) return;
  // By now the person may be typing somewhere else: the keyboard stays there.
  await revealRow(view, last, { select: false, focus: false });
  await revealRow(view, node, { select: false, focus: false });
}
