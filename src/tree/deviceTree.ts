import * as vscode from 'vscode';
import type { Asker } from '../base/asking.js';
import { Coalescer } from '../base/coalescer.js';
import type { Lazy } from '../base/lazy.js';
import { Disposable } from '../base/lifecycle.js';
import type { Core } from '../app/core.js';
import type { Place } from '../model/fleet/fleetViews.js';
import type { ListRef } from '../model/lists/deviceLists.js';
import type { DeviceRef } from '../model/projects/project.js';
import type { Activity } from '../platform/treeView/activity.js';
import { CountRows } from './countRows.js';
import { DamagedNode } from './nodes/damagedNode.js';
import { DeviceNode } from './nodes/deviceNode.js';
import { findDeviceNode } from './nodes/findDeviceNode.js';
import { ListNode } from './nodes/listNode.js';
import { OwnerNode } from './nodes/ownerNode.js';
import { ProjectNode } from './nodes/projectNode.js';
import { RangeNode } from './nodes/rangeNode.js';
import { UnplacedNode } from './nodes/unplacedNode.js';
import { NodeRegistry } from './nodes/nodeRegistry.js';
import type { TreeNode, TreeParts } from './nodes/treeNode.js';
import { shortTime } from './nodes/shortTime.js';

type OwnerPlace = Extract<Place, { readonly kind: 'owner' }>;

/** Changes are told to VS Code at most once in this time. */
const fireIntervalMs = 100;

/** The tree of projects, users, devices and sub-devices. Shows what the model knows and has it read what's missing. */
export class DeviceTree extends Disposable implements vscode.TreeDataProvider<TreeNode> {
  private readonly changed = this._register(new vscode.EventEmitter<TreeNode[] | undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  private readonly changes = this._register(
    new Coalescer<TreeNode | 'root'>(fireIntervalMs, (nodes) => void this.fire(nodes)),
  );
  /** Of the rows that changed, those that say something else themselves. */
  private readonly whole = new Set<TreeNode>();
  private readonly registry = new NodeRegistry();
  private readonly counts = this._register(new CountRows(this.redrawn()));
  /** Apart from the counts, which are told more rarely. */
  private readonly order = this._register(new CountRows(this.redrawn()));
  /** Owners whose rows VS Code shows, as far as it says. */
  private readonly open = new Set<OwnerNode>();
  /** Rows whose children VS Code shows, as far as it says. */
  private readonly unfolded = new WeakSet<TreeNode>();
  /** Of the open owners, the ones whose reading was begun before VS Code asked. */
  private readonly begun = new Set<OwnerNode>();
  private parts: Promise<TreeParts> | undefined;
  private loaded: Core | undefined;

  constructor(
    private readonly core: Lazy<Core>,
    private readonly activity: Activity,
  ) {
    super();
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const item = node.item();
    if (node instanceof DeviceNode) this.registry.shown(node);
    return item;
  }

  /** For VS Code. Rows that are open from the last time are read without anybody's asking; it doesn't say which they are. */
  getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node instanceof OwnerNode) this.open.add(node);
    if (node) this.unfolded.add(node);
    return this.childrenOf(node, 'quiet');
  }

  /** For ways of our own, too: what is looked through on the way isn't open for that. */
  private async childrenOf(node: TreeNode | undefined, asker: Asker): Promise<TreeNode[]> {
    const children = node ? await node.children(asker) : await this.roots();
    this.registry.keep(node, children);
    return children;
  }

  /** VS Code asks for the rows below it no more. */
  collapsed(node: TreeNode): void {
    this.unfolded.delete(node);
    if (node instanceof OwnerNode) this.open.delete(node);
  }

  /** VS Code shows them again, without asking where they are as they were. */
  expanded(node: TreeNode): void {
    this.unfolded.add(node);
  }

  /** The rows of a device that are there to be seen, nothing above them folded. */
  rowsInSight(ref: DeviceRef): readonly TreeNode[] {
    return [...this.registry.ofDevice(ref)].filter((node) => {
      for (let above = node.parent; above; above = above.parent) if (!this.unfolded.has(above)) return false;
      return true;
    });
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    item.tooltip = node.tooltip() ?? wholeRow(item);
    return item;
  }

  /** The row of a project, for revealing it. */
  async projectNode(projectId: string): Promise<TreeNode | undefined> {
    // VS Code reveals only rows that it has been told of.
    if (!this.registry.find(`project/${projectId}`)) this.changed.fire(undefined);
    return (await this.roots()).find((node) => node instanceof ProjectNode && node.projectId === projectId);
  }

  /** The first rows below one, as they stand where nobody has opened or closed any; read if need be. */
  async firstRows(node: TreeNode, count: number): Promise<readonly TreeNode[]> {
    const rows: TreeNode[] = [];
    for (const child of await this.childrenOf(node, 'person')) {
      if (rows.length >= count) break;
      rows.push(child);
      if (child.item().collapsibleState !== vscode.TreeItemCollapsibleState.Expanded) continue;
      for (const below of await this.firstRows(child, count - rows.length)) rows.push(below);
    }
    return rows;
  }

  /** The row of a kept list. */
  async listNode({ projectId, listId }: ListRef): Promise<TreeNode | undefined> {
    const project = await this.projectNode(projectId);
    if (!project) return undefined;
    if (!this.registry.find(`${project.id}/list/${listId}`)) this.changed.fire([project]);
    const rows = await this.childrenOf(project, 'person');
    return rows.find((node) => node instanceof ListNode && node.listId === listId);
  }

  /** The row of a device where it stands in its project; what is above it is read if need be. */
  async deviceNode(ref: DeviceRef): Promise<TreeNode | undefined> {
    const { core } = await this.start();
    const project = await this.projectNode(ref.projectId);
    return project && findDeviceNode(core, project, ref, (node) => this.childrenOf(node, 'person'));
  }

  private async roots(): Promise<TreeNode[]> {
    const parts = await this.start();
    const { projects, fleet } = parts.core;
    // The rows say from when they are, so that the files come first.
    await Promise.all(projects.list().map(({ id }) => fleet.restored(id)));
    const damaged = projects.damaged().map((entry) => new DamagedNode(`damaged/${entry.index}`, entry));
    const nodes = projects.list().map((project) => {
      const id = `project/${project.id}`;
      return parts.node(id, () => new ProjectNode(id, project.id, parts));
    });
    return [...damaged, ...nodes];
  }

  private start(): Promise<TreeParts> {
    return (this.parts ??= this.core.get().then((core) => this.connect(core)));
  }

  private connect(core: Core): TreeParts {
    this.loaded = core;
    this._register(core.projects.onDidChange(() => this.changes.add('root')));
    this._register(core.workspaceProject.onDidChange(() => this.changes.add('root')));
    this._register(core.fleet.onDidChange((place) => this.placeChanged(place)));
    this._register(core.lists.onDidChange(({ projectId }) => this.nodeChanged(`project/${projectId}`)));
    this._register(
      core.deviceLists.onDidChange(({ projectId, listId }) =>
        this.nodeChanged(`project/${projectId}/list/${listId}`),
      ),
    );
    this._register(core.viewOptions.onDidChange(() => this.changes.add('root')));
    this._register(core.arranged.onDidChange((projectId) => this.nodeChanged(`project/${projectId}`)));
    this._register(core.counts.onDidChange((change) => this.counts.changed(change)));
    this._register(core.devices.onDidChange((refs) => this.devicesChanged(core, refs)));
    this._register(core.actions.doubts.onDidChange(({ ref }) => this.devicesChanged(core, [ref])));
    return {
      core,
      node: (id, make) => this.registry.node(id, make),
      time: (at) => shortTime(at, Date.now()),
      load: async (place, asker) => {
        if (!core.projects.get(place.projectId)) return;
        const fleet = core.fleet.of(place.projectId);
        if (!fleet.needsLoad(place)) return;
        if (place.kind === 'owner') this.beginOthers(core, place);
        const isShown = fleet.oldSince(place) !== undefined;
        const reading = this.activity.follow((signal) => fleet.load(place, { asker, signal }));
        // What the last window saw stands there meanwhile, and is replaced in place.
        if (isShown) void reading.then(() => this.placeChanged(place));
        else await reading;
      },
      loadList: async (ref, asker) => {
        const load = core.deviceLists.of(ref);
        if (load?.needsLoad) await this.activity.follow((signal) => load.refresh({ asker, signal }));
      },
    };
  }

  /**
   * After a refresh VS Code asks for the rows of one open owner after the other, and waits for each. The others are begun
   * with the first: what one of them costs in time, all of them cost.
   */
  private beginOthers({ fleet, projects }: Core, { projectId, uid }: OwnerPlace): void {
    for (const node of this.open) {
      if (!this.registry.has(node)) this.open.delete(node);
      else if (node.projectId === projectId && node.ownerUid !== uid && projects.get(projectId))
        this.begin(fleet.of(projectId), node);
    }
  }

  private begin(fleet: ReturnType<Core['fleet']['of']>, node: OwnerNode): void {
    if (this.begun.has(node) || !fleet.needsLoad(node.place)) return;
    this.begun.add(node);
    const reading = this.activity.follow((signal) => fleet.load(node.place, { asker: 'quiet', signal }));
    void reading.finally(() => this.begun.delete(node));
  }

  private redrawn(): ConstructorParameters<typeof CountRows>[0] {
    return {
      rows: () => this.registry.size,
      devices: (projectId) => this.loaded?.devices.knownOf(projectId).size ?? 0,
      isHeld: () => this.loaded?.fleet.isReadingAll === true,
      redraw: (ids) => ids.forEach((id) => this.nodeChanged(id)),
    };
  }

  private nodeChanged(id: string): void {
    const node = this.registry.find(id);
    if (!node) return;
    this.whole.add(node);
    this.changes.add(node);
  }

  private placeChanged(place: Place): void {
    for (const node of this.registry.at(place)) this.changes.add(node);
  }

  /**
   * A device whose row looks as before needs no redraw, however often it is read. One that is gone leaves its place, and
   * one that is sorted elsewhere now changes it, at a pace: all its neighbours are sorted for that.
   */
  private devicesChanged({ devices, viewOptions }: Core, refs: readonly DeviceRef[]): void {
    // Where all devices are arranged, it is told when one stands elsewhere.
    const mayMove = !viewOptions.isArranged;
    for (const ref of refs) {
      const isGone = devices.device(ref) === undefined;
      for (const node of this.registry.ofDevice(ref)) {
        if (isGone) {
          this.changes.add(holderOf(node));
          continue;
        }
        if (mayMove && this.registry.standsOtherwise(node))
          this.order.moved(holderOf(node).id, devices.knownOf(ref.projectId).size);
        if (this.registry.looksOtherwise(node)) this.changes.add(node);
      }
    }
  }

  private async fire(nodes: readonly (TreeNode | 'root')[]): Promise<void> {
    if (nodes.includes('root')) return this.changed.fire(undefined);
    const whole = new Set(this.whole);
    this.whole.clear();
    // From the top, so that it is known of each row whether one above it is drawn with all that is below.
    const byDepth = nodes
      .filter((node) => node !== 'root')
      .filter((node) => this.registry.has(node))
      .sort((one, other) => depthOf(one) - depthOf(other));
    const told = new Set<TreeNode>();
    for (const node of byDepth) {
      if (told.has(node) || hasAncestorIn(node, told)) continue;
      // Where it can't be told what of it is otherwise, VS Code asks for all of it.
      const parts = whole.has(node) ? [node] : await this.partsOf(node).catch(() => [node]);
      for (const part of parts) told.add(part);
    }
    const topmost = [...told].filter((node) => !hasAncestorIn(node, told));
    if (topmost.length > 0 && !this.isDisposed) this.changed.fire(topmost);
  }

  /**
   * What of a row is to be drawn again: where the same rows stand below it, only those that aren't devices, which are told
   * of by themselves. So a list that is read on is drawn with the row that holds the rest of it, and not with hundreds.
   */
  private async partsOf(node: TreeNode): Promise<readonly TreeNode[]> {
    if (!(node instanceof OwnerNode || node instanceof ProjectNode)) return [node];
    const before = this.registry.below(node);
    const core = this.loaded;
    if (!core?.projects.get(node.projectId) || !before || node.looksOtherwise) return [node];
    // Below a row that is folded nothing is drawn; it is asked for when it is opened.
    if (!this.unfolded.has(node) || core.fleet.of(node.projectId).needsLoad(node.place)) return [node];
    if (node instanceof ProjectNode && core.viewOptions.isArranged) return [node];
    const children = await node.children('quiet');
    if (children.length !== before.length || children.some((child, at) => child !== before[at]))
      return [node];
    const parts: TreeNode[] = [];
    for (const child of children)
      if (child instanceof OwnerNode)
        parts.push(...(this.registry.below(child) ? await this.partsOf(child) : []));
      else if (!(child instanceof DeviceNode || child instanceof ListNode)) parts.push(child);
    return parts;
  }
}

/** The row whose list names the device: what stands between only shows parts of that list. */
function holderOf(node: TreeNode): TreeNode {
  let { parent } = node;
  while (parent instanceof RangeNode || parent instanceof UnplacedNode) ({ parent } = parent);
  return parent ?? node;
}

/** A row may be too narrow for what it says. */
function wholeRow({ label, description }: vscode.TreeItem): string {
  const parts = [label, description].flatMap((part) =>
    typeof part === 'string' && part !== '' ? [part] : [],
  );
  return parts.join(' · ');
}

function depthOf(node: TreeNode): number {
  let depth = 0;
  for (let at = node.parent; at; at = at.parent) depth++;
  return depth;
}

function hasAncestorIn(node: TreeNode, nodes: ReadonlySet<TreeNode>): boolean {
  for (let at = node.parent; at; at = at.parent) if (nodes.has(at)) return true;
  return false;
}
