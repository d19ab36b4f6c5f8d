import * as vscode from 'vscode';
import { markdownText } from '../../base/displayText.js';
import type { Note, Place } from '../../model/fleet/fleetViews.js';
import type { ListRef } from '../../model/lists/deviceLists.js';
import { commandIds } from '../../platform/commands/commands.js';
import { noteText, type NoteText } from './noteTexts.js';
import { TreeNode, type TreeParts } from './treeNode.js';

/** Says why something is missing, old or empty, and does on a click what helps. */
export class NoteNode extends TreeNode {
  constructor(
    id: string,
    parent: TreeNode,
    /** What a click reads again. */
    private readonly target: Place | ListRef,
    private text: () => NoteText,
  ) {
    super(id, parent);
  }

  get projectId(): string {
    return this.target.projectId;
  }

  get place(): Place | undefined {
    return 'listId' in this.target ? undefined : this.target;
  }

  get listId(): string | undefined {
    return 'listId' in this.target ? this.target.listId : undefined;
  }

  /** Says something else in the same row. */
  renew(text: () => NoteText): this {
    this.text = text;
    return this;
  }

  item(): vscode.TreeItem {
    const { label, description, icon, whole, remedy } = this.text();
    const item = new vscode.TreeItem(label);
    item.id = this.id;
    item.description = description;
    item.iconPath = new vscode.ThemeIcon(icon, iconColors[icon]);
    item.contextValue = 'note';
    item.accessibilityInformation = { label: whole, role: 'treeitem' };
    item.command = { ...remedies[remedy](), arguments: [this] };
    return item;
  }

  override tooltip(): vscode.MarkdownString {
    return new vscode.MarkdownString(markdownText(this.text().whole, 2_000));
  }
}

const remedies: Readonly<Record<NoteText['remedy'], () => vscode.Command>> = {
  retry: () => ({ command: commandIds.refreshNode, title: vscode.l10n.t('Try Again') }),
  editProject: () => ({ command: commandIds.editProject, title: vscode.l10n.t('Edit Project') }),
  whyEmpty: () => ({ command: commandIds.whyEmpty, title: vscode.l10n.t('Why Is This Empty?') }),
  showLog: () => ({ command: commandIds.showLog, title: vscode.l10n.t('Show Extension Log') }),
};

const iconColors: Readonly<Record<NoteText['icon'], vscode.ThemeColor | undefined>> = {
  error: new vscode.ThemeColor('list.errorForeground'),
  warning: new vscode.ThemeColor('list.warningForeground'),
  info: undefined,
  'circle-slash': undefined,
};

/** The rows for the notes of a place, above its own. A note about the same keeps its row. */
export function noteNodes(
  parts: Pick<TreeParts, 'node' | 'time'>,
  parent: TreeNode,
  notes: readonly Note[],
  place: Place,
): TreeNode[] {
  return notes.map((note) => {
    const key = `${note.kind}/${note.kind === 'empty' ? note.of : note.reading}`;
    return noteNode(parts, parent, key, place, () => noteText(note, (at) => parts.time(at)));
  });
}

/** One such row; `key` tells the notes of a parent apart. */
export function noteNode(
  parts: Pick<TreeParts, 'node'>,
  parent: TreeNode,
  key: string,
  target: Place | ListRef,
  text: () => NoteText,
): TreeNode {
  const id = `${parent.id}/note/${key}`;
  return parts.node(id, () => new NoteNode(id, parent, target, text)).renew(text);
}

/** `as of 10:42` where an earlier window read the rows below and this one has not yet; '' otherwise. */
export function staleLabel({ core, time }: Pick<TreeParts, 'core' | 'time'>, place: Place): string {
  if (!core.projects.get(place.projectId)) return '';
  const at = core.fleet.of(place.projectId).oldSince(place);
  return at === undefined ? '' : vscode.l10n.t('as of {0}', time(at));
}
