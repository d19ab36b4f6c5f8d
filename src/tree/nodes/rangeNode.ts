import * as vscode from 'vscode';
import { chunksOf, chunksWithin, type Chunks } from './chunks.js';
import { TreeNode, type TreeParts } from './treeNode.js';

/** Makes the node of one row of a long list, under the parent that shows it. */
export type RowMaker<Row> = (row: Row, parent: TreeNode) => TreeNode;

/** Rows that are too many for their parent, by their numbers. */
export class RangeNode<Row> extends TreeNode {
  private rows: readonly Row[] = [];
  private from = 0;

  constructor(
    id: string,
    parent: TreeNode,
    private readonly parts: Pick<TreeParts, 'node'>,
    private readonly make: RowMaker<Row>,
  ) {
    super(id, parent);
  }

  /** Shows these rows from now on; `from` counts from 0. */
  renew(rows: readonly Row[], from: number): this {
    this.rows = rows;
    this.from = from;
    return this;
  }

  /** Whether one of these devices stands in it, or may stand below what isn't a device. */
  mayHold(deviceIds: readonly unknown[]): boolean {
    return this.rows.some((row) => typeof row !== 'string' || deviceIds.includes(row));
  }

  item(): vscode.TreeItem {
    const { language } = vscode.env;
    const first = (this.from + 1).toLocaleString(language);
    const last = (this.from + this.rows.length).toLocaleString(language);
    const item = new vscode.TreeItem(
      vscode.l10n.t('{0} to {1}', first, last),
      vscode.TreeItemCollapsibleState.Collapsed,
    );
    item.id = this.id;
    item.contextValue = 'range';
    item.iconPath = new vscode.ThemeIcon('list-unordered');
    return item;
  }

  override children(): TreeNode[] {
    const { from, rows } = this;
    const { direct, ranges } = chunksWithin({ from, to: from + rows.length });
    const parts = {
      direct,
      ranges: ranges.map((range) => ({ from: range.from - from, to: range.to - from })),
    };
    return spreadInto(this.parts, this, rows, parts, this.make, from);
  }
}

/** The nodes of a list, long or short, under one parent that has `others` more children; `goesOn` where more may come. */
export function spread<Row>(
  parts: Pick<TreeParts, 'node'>,
  parent: TreeNode,
  rows: readonly Row[],
  others: number,
  make: RowMaker<Row>,
  goesOn = false,
): TreeNode[] {
  return spreadInto(parts, parent, rows, chunksOf(rows.length, others, goesOn), make, 0);
}

function spreadInto<Row>(
  parts: Pick<TreeParts, 'node'>,
  parent: TreeNode,
  rows: readonly Row[],
  { direct, ranges }: Chunks,
  make: RowMaker<Row>,
  offset: number,
): TreeNode[] {
  const nodes = rows.slice(0, direct).map((row) => make(row, parent));
  for (const { from, to } of ranges) {
    const id = `${parent.id}/from/${offset + from}`;
    const range = parts.node(id, () => new RangeNode<Row>(id, parent, parts, make));
    nodes.push(range.renew(rows.slice(from, to), offset + from));
  }
  return nodes;
}
