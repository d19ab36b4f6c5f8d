import * as vscode from 'vscode';
import { markdownText } from '../../base/displayText.js';
import type { ListRef } from '../../model/lists/deviceLists.js';
import { commandIds } from '../../platform/commands/commands.js';
import type { ListNote } from './listNotes.js';
import { TreeNode } from './treeNode.js';

/** Says what there is to say about a kept list besides its rows; a click reads it again. */
export class ListNoteNode extends TreeNode implements ListRef {
  constructor(
    id: string,
    parent: TreeNode,
    private readonly list: ListRef,
    private note: ListNote,
  ) {
    super(id, parent);
  }

  get projectId(): string {
    return this.list.projectId;
  }

  get listId(): string {
    return this.list.listId;
  }

  /** Tells something else in the same row. */
  renew(note: ListNote): this {
    this.note = note;
    return this;
  }

  item(): vscode.TreeItem {
    const { label, description, icon } = this.note;
    const item = new vscode.TreeItem(label);
    item.id = this.id;
    item.description = description;
    item.iconPath = new vscode.ThemeIcon(icon);
    item.contextValue = 'note';
    item.accessibilityInformation = { label: this.whole(), role: 'treeitem' };
    item.command =
      this.note.key === 'empty'
        ? { command: commandIds.whyEmpty, title: vscode.l10n.t('Why Is This Empty?'), arguments: [this] }
        : { command: commandIds.refreshNode, title: vscode.l10n.t('Read Again'), arguments: [this] };
    return item;
  }

  override tooltip(): vscode.MarkdownString {
    return new vscode.MarkdownString(markdownText(this.whole(), 2_000));
  }

  private whole(): string {
    const { label, description } = this.note;
    const click =
      this.note.key === 'empty'
        ? vscode.l10n.t('Click to see why.')
        : vscode.l10n.t('Click to read the list again.');
    return [label, description, click].join('. ');
  }
}
