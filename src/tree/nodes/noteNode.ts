import * as vscode from 'vscode';
import { markdownText } from '../../base/displayText.js';
import type { Note, Place } from '../../model/fleet/fleetViews.js';
import { commandIds } from '../../platform/commands/commands.js';
import { noteText, type NoteText } from './noteTexts.js';
import { TreeNode, type TreeParts } from './treeNode.js';

/** Says why something is missing, old or empty, and does on a click what helps. */
export class NoteNode extends TreeNode {
  constructor(
    id: string,
    parent: TreeNode,
    private readonly parts: Pick<TreeParts, 'time'>,
    private note: Note,
    /** What a click reads again. */
    readonly place: Place,
  ) {
    super(id, parent);
  }

  get projectId(): string {
    return this.place.projectId;
  }

  /** Tells something else in the same row. */
  renew(note: Note): this {
    this.note = note;
    return this;
  }

  item(): vscode.TreeItem {
    const text = this.text();
    const item = new vscode.TreeItem(text.label);
    item.id = this.id;
    item.description = text.description;
    item.iconPath = new vscode.ThemeIcon(text.icon, iconColors[text.icon]);
    item.contextValue = 'note';
    item.accessibilityInformation = { label: text.whole, role: 'treeitem' };
    item.command = { ...this.command(text), arguments: [this] };
    return item;
  }

  override tooltip(): vscode.MarkdownString {
    return new vscode.MarkdownString(markdownText(this.text().whole, 1_000));
  }

  private text(): NoteText {
    return noteText(this.note, (at) => this.parts.time(at));
  }

  private command({ remedy }: NoteText): vscode.Command {
    switch (remedy) {
      case 'retry':
        return { command: commandIds.refreshNode, title: vscode.l10n.t('Try Again') };
      case 'editProject':
        return { command: commandIds.editProject, title: vscode.l10n.t('Edit Project') };
      case 'whyEmpty':
        return { command: commandIds.whyEmpty, title: vscode.l10n.t('Why Is This Empty?') };
      case 'showLog':
        return { command: commandIds.showLog, title: vscode.l10n.t('Show Log') };
    }
  }
}

const iconColors: Readonly<Record<NoteText['icon'], vscode.ThemeColor | undefined>> = {
  error: new vscode.ThemeColor('list.errorForeground'),
  warning: new vscode.ThemeColor('list.warningForeground'),
  info: undefined,
  'circle-slash': undefined,
};

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

/** `as of 10:42` where an earlier window read the rows below and this one has not yet; '' otherwise. */
export function staleLabel({ core, time }: Pick<TreeParts, 'core' | 'time'>, place: Place): string {
  if (!core.projects.get(place.projectId)) return '';
  const at = core.fleet.of(place.projectId).oldSince(place);
  return at === undefined ? '' : vscode.l10n.t('as of {0}', time(at));
}
