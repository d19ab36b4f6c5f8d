import * as vscode from 'vscode';
import { DeviceNode } from './nodes/deviceNode.js';
import { ProjectNode } from './nodes/projectNode.js';
import type { TreeNode } from './nodes/treeNode.js';

/** What of a drag only this tree understands. */
const ownType = 'application/vnd.code.tree.tuya.devices';

/**
 * Devices that are dropped into an editor leave their ids there, each on a line. Projects are dropped on each other to
 * bring them into the person's order: the one that is dropped takes the place of the one it is dropped on.
 */
export class TreeDrag implements vscode.TreeDragAndDropController<TreeNode> {
  readonly dragMimeTypes = ['text/plain', ownType];
  readonly dropMimeTypes = [ownType];

  constructor(private readonly moveProject: (id: string, ontoId: string | undefined) => Promise<void>) {}

  handleDrag(nodes: readonly TreeNode[], data: vscode.DataTransfer): void {
    const ids = nodes.flatMap((node) => (node instanceof DeviceNode ? [node.deviceId] : []));
    if (ids.length > 0) data.set('text/plain', new vscode.DataTransferItem([...new Set(ids)].join('\n')));
    const [project] = nodes.filter((node) => node instanceof ProjectNode);
    if (project) data.set(ownType, new vscode.DataTransferItem(project.projectId));
  }

  async handleDrop(target: TreeNode | undefined, data: vscode.DataTransfer): Promise<void> {
    const dragged: unknown = data.get(ownType)?.value;
    if (typeof dragged !== 'string') return;
    // Below the last row is the end.
    if (target === undefined) await this.moveProject(dragged, undefined);
    else if (target instanceof ProjectNode) await this.moveProject(dragged, target.projectId);
  }
}
