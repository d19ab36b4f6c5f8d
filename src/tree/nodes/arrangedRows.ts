import * as vscode from 'vscode';
import { sortInSlices } from '../../base/sortInSlices.js';
import type { DeviceGroup } from '../../model/viewOptions/arrangedFleet.js';
import type { TreeNode, TreeParts } from './treeNode.js';
import { deviceRows } from './deviceNode.js';
import { GroupNode, groupLabel } from './groupNode.js';
import { spread } from './rangeNode.js';
import { NothingShownNode, RestNode } from './restNode.js';

/** So many groups are open from the start. */
const openUpTo = 5;

type Owner = TreeNode & { readonly projectId: string };

/** The rows of a project whose devices don't stand under user and gateway: all that are known, then what isn't. */
export async function arrangedRows(parts: TreeParts, owner: Owner, others: number): Promise<TreeNode[]> {
  const { core } = parts;
  const { projectId } = owner;
  const { groupBy: by } = core.viewOptions.current;
  const { groups, shown, known } = await core.arranged.of(projectId);
  if (!core.projects.get(projectId)) return [];
  const tail = restRows(parts, owner);
  if (shown === 0 && known > 0 && core.viewOptions.isFiltered) {
    const id = `${owner.id}/nothing`;
    return [parts.node(id, () => new NothingShownNode(id, owner)), ...tail];
  }
  const room = others + tail.length;
  if (by === 'none') {
    const ids = groups.flatMap((group) => group.ids);
    return [...spread(parts, owner, ids, room, deviceRows(parts, owner, { areLeaves: true })), ...tail];
  }
  const names = new Map(
    core.fleet
      .of(projectId)
      .users()
      .users.map(({ uid, name }) => [uid, name]),
  );
  const labelled = groups.map((group) => ({
    group,
    label: groupLabel(parts, projectId, by, group, names),
  }));
  const { compare } = new Intl.Collator(vscode.env.language, { numeric: true });
  const inOrder = await sortInSlices(
    labelled,
    (one, other) =>
      Number(one.group.key === '') - Number(other.group.key === '') || compare(one.label, other.label),
  );
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const state = groups.length <= openUpTo || core.viewOptions.isFiltered ? Expanded : Collapsed;
  const row = ({ group, label }: { group: DeviceGroup; label: string }, parent: TreeNode): TreeNode => {
    const id = `${owner.id}/by/${by}/${group.key}`;
    return parts.node(id, () => new GroupNode(id, parent, projectId, parts, by, state)).renew(group, label);
  };
  return [...spread(parts, owner, inOrder, room, row), ...tail];
}

function restRows(parts: TreeParts, owner: Owner): TreeNode[] {
  const rest = parts.core.fleet.of(owner.projectId).rest();
  if (rest.users.length === 0 && rest.lists.length === 0) return [];
  const id = `${owner.id}/rest`;
  return [parts.node(id, () => new RestNode(id, owner, owner.projectId)).renew(rest)];
}
