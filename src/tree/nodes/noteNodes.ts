import type { Note, Place } from '../../model/fleet/fleetViews.js';
import type { TreeNode, TreeParts } from './treeNode.js';
import { NoteNode } from './noteNode.js';

/** The rows for a list's notes, above its own. A note about the same keeps its row. */
export function noteNodes(
  parts: Pick<TreeParts, 'node' | 'time'>,
  parent: TreeNode,
  notes: readonly Note[],
  place: Place,
): TreeNode[] {
  return notes.map((note) => {
    const id = `${parent.id}/note/${note.kind}/${note.kind === 'empty' ? note.of : note.reading}`;
    return parts.node(id, () => new NoteNode(id, parent, parts, note, place)).renew(note);
  });
}
