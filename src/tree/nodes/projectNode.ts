import * as vscode from 'vscode';
import type { Asker } from '../../base/asking.js';
import { displayName } from '../../base/displayText.js';
import type { KnownUser, Place } from '../../model/fleet/fleetViews.js';
import type { Project } from '../../model/projects/project.js';
import { endpointName } from '../../platform/display/centerNames.js';
import { TreeNode, type TreeParts } from './treeNode.js';
import { arrangedRows } from './arrangedRows.js';
import { countText, spokenCount } from './countTexts.js';
import { ListNode } from './listNode.js';
import { moreNodes } from './moreNode.js';
import { noteNodes, staleLabel } from './noteNode.js';
import { UnownedNode, UserNode } from './ownerNode.js';
import { spread } from './rangeNode.js';

/** Projects with at most so many users show the devices of all of them from the start. */
const openUpTo = 5;

export class ProjectNode extends TreeNode {
  /** From when its rows were said to be. */
  private toldAge: string | undefined;

  constructor(
    id: string,
    readonly projectId: string,
    private readonly parts: TreeParts,
  ) {
    super(id, undefined);
  }

  get place(): Place {
    return { kind: 'users', projectId: this.projectId };
  }

  /** Its row says of its age what isn't so any more. */
  get looksOtherwise(): boolean {
    return this.toldAge !== undefined && this.toldAge !== staleLabel(this.parts, this.place);
  }

  item(): vscode.TreeItem {
    const project = this.parts.core.projects.get(this.projectId);
    const label = displayName(project?.name, this.projectId);
    const isDemo = project?.kind === 'demo';
    const place = placeOf(project);
    const { workspaceProject } = this.parts.core;
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(
      label,
      workspaceProject.opensAtFirst(this.projectId) ? Expanded : Collapsed,
    );
    const isUsedHere = workspaceProject.id === this.projectId;
    const here = isUsedHere ? vscode.l10n.t('used here') : '';
    item.id = this.id;
    // A project that nobody named has its host's name already.
    const lock = project?.isProtected ? vscode.l10n.t('protected') : '';
    const { text: counts, spoken: count } = this.counts();
    const age = (this.toldAge = staleLabel(this.parts, this.place));
    const facts = [counts, here, lock, place === label ? '' : place, age];
    item.description = facts.filter((part) => part !== '').join(' · ');
    item.iconPath = new vscode.ThemeIcon(lock ? 'lock' : isDemo ? 'beaker' : 'cloud');
    item.contextValue = `${isDemo ? 'project.demo' : 'project.cloud'}${lock ? '.protected' : ''}${isUsedHere ? '.here' : ''}`;
    const kind = isDemo ? vscode.l10n.t('demo project') : vscode.l10n.t('cloud project, {0}', place);
    const spoken = [label, kind, ...count, here, lock, age].filter((part) => part !== '').join(', ');
    item.accessibilityInformation = { label: spoken, role: 'treeitem' };
    return item;
  }

  private counts(): { readonly text: string; readonly spoken: readonly string[] } {
    const { core } = this.parts;
    const { projectId } = this;
    // VS Code may still ask about a row whose project has just been removed.
    if (!core.projects.get(projectId)) return { text: '', spoken: [] };
    const count = core.counts.ofProject(projectId);
    const isWhole = core.fleet.of(projectId).isWhole({ kind: 'users', projectId });
    return { text: countText(count, isWhole), spoken: spokenCount(count, isWhole) };
  }

  override async children(asker: Asker): Promise<TreeNode[]> {
    const { parts, place, projectId } = this;
    await parts.load(place, asker);
    if (!parts.core.projects.get(projectId)) return [];
    const fleet = parts.core.fleet.of(projectId);
    await fleet.prepare(undefined, undefined);
    if (!parts.core.projects.get(projectId)) return [];
    const view = fleet.users();
    const notes = noteNodes(parts, this, view.notes, place);
    const lists = parts.core.lists.list(projectId).map((list) => {
      const id = `${this.id}/list/${list.id}`;
      return parts.node(id, () => new ListNode(id, this, projectId, parts, list)).renew(list);
    });
    if (parts.core.viewOptions.isArranged)
      return [...notes, ...(await arrangedRows(parts, this, notes.length + lists.length)), ...lists];
    const tail: TreeNode[] = [];
    if (view.unowned) {
      const id = `${this.id}/unowned`;
      tail.push(parts.node(id, () => new UnownedNode(id, this, projectId, parts)));
    }
    tail.push(...moreNodes(parts, this, view.more), ...lists);
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const state = view.users.length <= openUpTo ? Expanded : Collapsed;
    const row = (user: KnownUser, parent: TreeNode): TreeNode => {
      const id = `${this.id}/user/${user.uid}`;
      return parts.node(id, () => new UserNode(id, parent, projectId, parts, user, state)).renew(user);
    };
    const others = notes.length + tail.length;
    return [...notes, ...spread(parts, this, view.users, others, row, view.more?.of === 'users'), ...tail];
  }
}

function placeOf(project: Project | undefined): string {
  if (!project) return '';
  return project.kind === 'demo' ? vscode.l10n.t('runs on this computer') : endpointName(project.endpoint);
}
