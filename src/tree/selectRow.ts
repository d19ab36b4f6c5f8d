import type * as vscode from 'vscode';
import type { DeviceRef } from '../model/projects/project.js';
import { revealRow } from '../platform/treeView/revealRow.js';
import type { DeviceTree } from './deviceTree.js';
import type { TreeNode } from './nodes/treeNode.js';

/**
 * Selects the row of a device whose details or log have come to the front, where it is there to be seen: nothing is opened or
 * read for it, and the keyboard stays where it is.
 */
export async function selectRow(
  tree: Pick<DeviceTree, 'rowsInSight'>,
  view: Pick<vscode.TreeView<TreeNode>, 'reveal' | 'selection' | 'visible'>,
  ref: DeviceRef,
): Promise<void> {
  if (!view.visible) return;
  const rows = tree.rowsInSight(ref);
  const [row] = rows;
  // Several rows that were selected by hand are for something: one row in their place would undo it.
  if (!row || view.selection.length > 1 || rows.some((one) => view.selection.includes(one))) return;
  await revealRow(view, row, { select: true, focus: false, expand: false });
}
