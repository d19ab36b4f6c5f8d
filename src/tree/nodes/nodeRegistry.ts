import { deviceKey } from '../../base/deviceKey.js';
import type { Place } from '../../model/fleet/fleetViews.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { DeviceNode } from './deviceNode.js';
import type { TreeNode } from './treeNode.js';

/**
 * The nodes that VS Code has been given. It knows a row by its object, so a row that stays must stay the same
 * object; what is no longer shown is let go of.
 */
export class NodeRegistry {
  private readonly nodes = new Map<string, TreeNode>();
  private readonly childrenOf = new Map<string, readonly TreeNode[]>();
  private readonly devices = new Map<string, Set<DeviceNode>>();
  /** How a device's row looked when VS Code last asked, and what decided where it stands. */
  private readonly looks = new WeakMap<
    DeviceNode,
    { readonly signature: string; readonly orderKey: string }
  >();

  node<T extends TreeNode>(id: string, make: () => T): T {
    // Ids say what kind of node they are of, so the node found is of the kind that `make` makes.
    const existing = this.nodes.get(id) as T | undefined;
    if (existing) return existing;
    const made = make();
    this.nodes.set(id, made);
    if (made instanceof DeviceNode) {
      const key = deviceKey(made);
      this.devices.set(key, (this.devices.get(key) ?? new Set()).add(made));
    }
    return made;
  }

  get size(): number {
    return this.nodes.size;
  }

  has(node: TreeNode): boolean {
    return this.nodes.get(node.id) === node;
  }

  /** Notes what VS Code now shows under a parent, and lets go of what it showed there before. */
  keep(parent: TreeNode | undefined, children: readonly TreeNode[]): void {
    const key = parent?.id ?? '';
    const kept = new Set(children);
    for (const old of this.childrenOf.get(key) ?? []) if (!kept.has(old)) this.drop(old);
    this.childrenOf.set(key, children);
  }

  /** What VS Code shows under a row, if it has asked. */
  below(parent: TreeNode): readonly TreeNode[] | undefined {
    return this.childrenOf.get(parent.id);
  }

  shown(node: DeviceNode): void {
    const { signature, orderKey } = node;
    this.looks.set(node, { signature, orderKey });
  }

  looksOtherwise(node: DeviceNode): boolean {
    const before = this.looks.get(node);
    return before !== undefined && before.signature !== node.signature;
  }

  standsOtherwise(node: DeviceNode): boolean {
    const before = this.looks.get(node);
    return before !== undefined && before.orderKey !== node.orderKey;
  }

  ofDevice(ref: DeviceRef): ReadonlySet<DeviceNode> {
    return this.devices.get(deviceKey(ref)) ?? new Set();
  }

  /** The node of this id, if VS Code was given one. */
  find(id: string): TreeNode | undefined {
    return this.nodes.get(id);
  }

  /** The nodes whose children stand at a place. */
  at(place: Place): readonly TreeNode[] {
    if (place.kind === 'gateway' || place.kind === 'device') return [...this.ofDevice(place)];
    const id = idOfPlace(place);
    const node = this.nodes.get(id);
    return node ? [node] : [];
  }

  private drop(node: TreeNode): void {
    // A row that moved to another parent is shown there already, as the same object or as another one.
    if (this.nodes.get(node.id) === node) this.nodes.delete(node.id);
    for (const child of this.childrenOf.get(node.id) ?? []) this.drop(child);
    this.childrenOf.delete(node.id);
    if (node instanceof DeviceNode) this.devices.get(deviceKey(node))?.delete(node);
  }
}

function idOfPlace(place: Extract<Place, { readonly kind: 'users' | 'owner' }>): string {
  const project = `project/${place.projectId}`;
  if (place.kind === 'users') return project;
  return place.uid === undefined ? `${project}/unowned` : `${project}/user/${place.uid}`;
}
