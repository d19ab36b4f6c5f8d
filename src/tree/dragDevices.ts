import * as vscode from 'vscode';
import { DeviceNode } from './nodes/deviceNode.js';
import type { TreeNode } from './treeNode.js';

/** Devices that are dropped into an editor leave their ids there, each on a line. Nothing is dropped on the tree. */
export class DeviceDrag implements vscode.TreeDragAndDropController<TreeNode> {
  readonly dragMimeTypes = ['text/plain'];
  readonly dropMimeTypes = [];

  handleDrag(nodes: readonly TreeNode[], data: vscode.DataTransfer): void {
    const ids = nodes.flatMap((node) => (node instanceof DeviceNode ? [node.deviceId] : []));
    if (ids.length > 0) data.set('text/plain', new vscode.DataTransferItem([...new Set(ids)].join('\n')));
  }
}
