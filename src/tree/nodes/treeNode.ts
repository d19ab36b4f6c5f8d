import type * as vscode from 'vscode';
import type { Asker } from '../../base/asking.js';
import type { Core } from '../../app/core.js';
import type { Place } from '../../model/fleet/fleetViews.js';
import type { ListRef } from '../../model/lists/deviceLists.js';

/** One row of the tree. Cheap: it holds ids and reads what it shows from the model each time it is shown. */
export abstract class TreeNode {
  constructor(
    /** Stable through refreshes and reloads; holds no text that may change. */
    readonly id: string,
    readonly parent: TreeNode | undefined,
  ) {}

  abstract item(): vscode.TreeItem;

  /** The rows below it. May read from the cloud; never rejects because of the cloud. */
  children(_asker: Asker): Promise<TreeNode[]> | TreeNode[] {
    return [];
  }

  /** What is shown on hovering; made only when it is. */
  tooltip(): vscode.MarkdownString | undefined {
    return undefined;
  }
}

/** What nodes work with. */
export interface TreeParts {
  readonly core: Core;
  /** Hands out the node of this id if there is one: VS Code knows rows by their object. */
  node<T extends TreeNode>(id: string, make: () => T): T;
  /** Reads what stands at a place unless it was read before, with progress in the view. */
  load(place: Place, asker: Asker): Promise<void>;
  /** The same for a kept list. */
  loadList(ref: ListRef, asker: Asker): Promise<void>;
  /** `10:42`, or with the date where it wasn't today. */
  time(at: number): string;
}
