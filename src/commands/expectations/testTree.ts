import * as vscode from 'vscode';
import { displayName } from '../../base/displayText.js';
import type { ExpectationFile, Place, Step } from '../../model/expectations/expectationFile.js';
import { readExpectations, type ExpectationReading } from '../../model/expectations/readExpectations.js';
import { fileProblemText } from '../../platform/expectations/fileProblemTexts.js';
import { stepTitle } from '../../platform/expectations/stepTexts.js';
import { expectationText } from './expectationText.js';

/** The items of the Test Explorer: one for each file, and in it one for each step. */
export class TestTree {
  /** By item: the file it is of, and the step's id. */
  private readonly steps = new WeakMap<vscode.TestItem, { readonly uri: vscode.Uri; readonly id: string }>();

  constructor(private readonly controller: vscode.TestController) {}

  /** Lists a file; what is in it is read when somebody opens it. */
  async add(uri: vscode.Uri): Promise<void> {
    if (this.fileItem(uri)) return this.changed(uri);
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const item = this.controller.createTestItem(uri.toString(), displayName(name, uri.path), uri);
    item.description = folderOf(uri);
    item.canResolveChildren = true;
    this.controller.items.add(item);
  }

  /** A file that the person looks at is read at once: its steps have their buttons beside the text. */
  async addOpened(uri: vscode.Uri): Promise<void> {
    await this.add(uri);
    const item = this.fileItem(uri);
    if (item) await this.read(item);
  }

  async changed(uri: vscode.Uri): Promise<void> {
    const item = this.fileItem(uri);
    if (item && item.children.size > 0) await this.read(item);
  }

  remove(uri: vscode.Uri): void {
    this.controller.items.delete(uri.toString());
  }

  /** Reads the file of an item anew, and shows its steps. */
  async read(item: vscode.TestItem): Promise<ExpectationReading> {
    const uri = item.uri;
    if (!uri || this.steps.has(item)) return { problems: [] };
    let text: string;
    try {
      text = await expectationText(uri);
    } catch {
      item.error = vscode.l10n.t('The file can’t be read.');
      item.children.replace([]);
      return { problems: [] };
    }
    const reading = readExpectations(text);
    const [problem] = reading.problems;
    item.error = problem && fileProblemText(problem);
    if (reading.file) item.children.replace(this.itemsOf(uri, reading.file.steps));
    return reading;
  }

  /** The file an item is of, and the step where it is one. */
  stepOf(item: vscode.TestItem): { readonly uri: vscode.Uri; readonly id?: string } | undefined {
    return this.steps.get(item) ?? (item.uri && { uri: item.uri });
  }

  fileItem(uri: vscode.Uri): vscode.TestItem | undefined {
    return this.controller.items.get(uri.toString());
  }

  all(): readonly vscode.TestItem[] {
    return [...this.controller.items].map(([, item]) => item);
  }

  /** The items of a file's steps, by their ids. */
  itemsById(file: vscode.TestItem): ReadonlyMap<string, vscode.TestItem> {
    const found = new Map<string, vscode.TestItem>();
    const walk = (items: vscode.TestItemCollection): void => {
      for (const [, item] of items) {
        const id = this.steps.get(item)?.id;
        if (id !== undefined) found.set(id, item);
        walk(item.children);
      }
    };
    walk(file.children);
    return found;
  }

  private itemsOf(uri: vscode.Uri, steps: ExpectationFile['steps']): vscode.TestItem[] {
    return steps.map((step) => this.itemOf(uri, step));
  }

  private itemOf(uri: vscode.Uri, step: Step): vscode.TestItem {
    const label = `${step.id} ${stepTitle(step)}`;
    const item = this.controller.createTestItem(`${uri.toString()}#${step.id}`, label, uri);
    item.range = rangeOf(step.place);
    item.sortText = step.id
      .split('.')
      .map((part) => part.padStart(4, '0'))
      .join('.');
    this.steps.set(item, { uri, id: step.id });
    if (step.kind === 'repeat') item.children.replace(this.itemsOf(uri, step.steps));
    return item;
  }
}

export function rangeOf({ line, column, endLine, endColumn }: Place): vscode.Range {
  return new vscode.Range(line, column, endLine, endColumn);
}

function folderOf(uri: vscode.Uri): string {
  const path = vscode.workspace.asRelativePath(uri);
  const end = path.lastIndexOf('/');
  return end <= 0 ? '' : displayName(path.slice(0, end), '');
}
