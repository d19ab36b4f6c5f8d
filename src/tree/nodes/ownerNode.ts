import * as vscode from 'vscode';
import type { Asker } from '../../base/asking.js';
import { displayName } from '../../base/displayText.js';
import type { KnownUser, Place } from '../../model/fleet/fleetViews.js';
import { TreeNode, type TreeParts } from './treeNode.js';
import { countText, spokenCount } from './countTexts.js';
import { deviceRows } from './deviceNode.js';
import { moreNodes } from './moreNode.js';
import { noteNodes, staleLabel } from './noteNode.js';
import { spread } from './rangeNode.js';
import { UnplacedNode } from './unplacedNode.js';

/** Whoever has devices: a user, or nobody. */
export abstract class OwnerNode extends TreeNode {
  /** What its row said when it was drawn, without its counts, which are told by themselves. */
  private told: string | undefined;

  constructor(
    id: string,
    parent: TreeNode,
    readonly projectId: string,
    protected readonly parts: TreeParts,
    readonly ownerUid: string | undefined,
  ) {
    super(id, parent);
  }

  get place(): Place {
    return { kind: 'owner', projectId: this.projectId, uid: this.ownerUid };
  }

  /** How many devices, for the eye and for the ear. */
  protected counts(): { readonly text: string; readonly spoken: readonly string[] } {
    const { core } = this.parts;
    // VS Code may still ask about a row whose project has just been removed.
    if (!core.projects.get(this.projectId)) return { text: '', spoken: [] };
    const { projectId, ownerUid: uid } = this;
    const count = core.counts.ofOwner(projectId, uid);
    const isWhole = core.fleet.of(projectId).isWhole({ kind: 'owner', projectId, uid });
    return { text: countText(count, isWhole), spoken: spokenCount(count, isWhole) };
  }

  /** Its row says what isn't so any more, its counts aside. */
  get looksOtherwise(): boolean {
    return this.told !== undefined && this.told !== this.saying();
  }

  protected tell(): void {
    this.told = this.saying();
  }

  protected saying(): string {
    return staleLabel(this.parts, this.place);
  }

  override async children(asker: Asker): Promise<TreeNode[]> {
    const { parts, place } = this;
    await parts.load(place, asker);
    // The project may have been removed meanwhile; its row goes in a moment.
    if (!parts.core.projects.get(this.projectId)) return [];
    const fleet = parts.core.fleet.of(this.projectId);
    await fleet.prepare(undefined, this.ownerUid);
    if (!parts.core.projects.get(this.projectId)) return [];
    const view = fleet.devicesOf(this.ownerUid);
    const notes = noteNodes(parts, this, view.notes, place);
    const tail: TreeNode[] = [];
    if (view.unplaced.length > 0) {
      const id = `${this.id}/unplaced`;
      tail.push(parts.node(id, () => new UnplacedNode(id, this, parts)).renew(view));
    }
    tail.push(...moreNodes(parts, this, view.more));
    const others = notes.length + tail.length;
    const devices = await parts.core.arranged.sorted(this.projectId, view.devices);
    const goesOn = view.more !== undefined;
    return [...notes, ...spread(parts, this, devices, others, deviceRows(parts, this), goesOn), ...tail];
  }
}

/** A user of the app, by name where one is known. */
export class UserNode extends OwnerNode {
  private user: KnownUser;

  constructor(
    id: string,
    parent: TreeNode,
    projectId: string,
    parts: TreeParts,
    user: KnownUser,
    private readonly initialState: vscode.TreeItemCollapsibleState,
  ) {
    super(id, parent, projectId, parts, user.uid);
    this.user = user;
  }

  get uid(): string {
    return this.user.uid;
  }

  renew(user: KnownUser): this {
    this.user = user;
    return this;
  }

  protected override saying(): string {
    const { name = '', pinned } = this.user;
    return [super.saying(), pinned, name].join('\n');
  }

  item(): vscode.TreeItem {
    const { uid, name, pinned } = this.user;
    const label = displayName(name, uid);
    const item = new vscode.TreeItem(label, this.initialState);
    item.id = this.id;
    this.tell();
    const old = staleLabel(this.parts, this.place);
    const { text, spoken: count } = this.counts();
    const facts = [text, name === undefined ? '' : displayName(uid, ''), old];
    item.description = facts.filter((part) => part !== '').join(' · ');
    item.iconPath = new vscode.ThemeIcon(pinned ? 'pinned' : 'account');
    item.contextValue = pinned ? 'user.pinned' : 'user';
    const kind = pinned ? vscode.l10n.t('pinned user') : vscode.l10n.t('user');
    const spoken = [label, kind, ...count, old].filter((part) => part !== '').join(', ');
    item.accessibilityInformation = { label: spoken, role: 'treeitem' };
    return item;
  }
}

/** Devices that the project's list gives to no user. */
export class UnownedNode extends OwnerNode {
  constructor(id: string, parent: TreeNode, projectId: string, parts: TreeParts) {
    super(id, parent, projectId, parts, undefined);
  }

  item(): vscode.TreeItem {
    const label = vscode.l10n.t('Devices without a user');
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = this.id;
    const { text, spoken } = this.counts();
    item.description = text;
    item.accessibilityInformation = { label: [label, ...spoken].join(', '), role: 'treeitem' };
    item.iconPath = new vscode.ThemeIcon('folder');
    item.contextValue = 'group.unowned';
    return item;
  }
}
