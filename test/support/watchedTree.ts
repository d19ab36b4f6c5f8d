import { TreeItemCollapsibleState } from './vscodeShim.js';
import type { aTree } from './treeSetup.js';
import type { TreeNode } from '../../src/tree/nodes/treeNode.js';

/**
 * A tree as VS Code looks at it: of what is open it asks for the rows, and where it is told that a row changed, it asks for
 * that row and for everything that is open below it. Says how many rows it has asked for, and how many of them at once.
 */
export class WatchedTree {
  rows = 0;
  /** Most rows of one redraw: while VS Code takes them in, its window stands still. */
  mostAtOnce = 0;
  private readonly open = new Map<TreeNode | undefined, readonly TreeNode[]>();
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly tree: ReturnType<typeof aTree>['tree']) {
    tree.onDidChangeTreeData((nodes) => {
      this.work = this.work.then(async () => {
        const before = this.rows;
        for (const node of nodes ?? [undefined]) {
          if (node) this.item(node);
          if (this.open.has(node)) await this.unfold(node);
        }
        this.mostAtOnce = Math.max(this.mostAtOnce, this.rows - before);
      });
    });
  }

  /** Opens a row, and what is open from the start below it. */
  async unfold(node?: TreeNode): Promise<readonly TreeNode[]> {
    const before = new Set(this.open.get(node));
    const children = await this.tree.getChildren(node);
    this.open.set(node, children);
    for (const child of children) {
      const { collapsibleState } = this.item(child);
      const isOpen = before.has(child)
        ? this.open.has(child)
        : collapsibleState === TreeItemCollapsibleState.Expanded;
      if (isOpen) await this.unfold(child);
    }
    return children;
  }

  /** Resolves when all that it was told of so far is drawn. */
  drawn(): Promise<void> {
    return this.work;
  }

  private item(node: TreeNode) {
    this.rows++;
    return this.tree.getTreeItem(node);
  }
}
