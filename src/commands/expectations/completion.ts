import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { Lazy } from '../../base/lazy.js';
import type { Core } from '../../app/core.js';
import { cursorAt, type Cursor } from '../../model/expectations/cursor.js';
import { limits } from '../../model/expectations/shapes.js';
import { typeOf, type PointModel } from '../../model/values/pointModel.js';
import { fieldTexts, type FieldBlock } from '../../platform/expectations/fieldTexts.js';
import { KnownPoints } from './knownPoints.js';
import { pointText } from './pointTexts.js';

/** So many devices are offered; who has more types a part of the name first. */
const devicesAtMost = 500;

/** Offers keys, devices, codes and values. Costs no call. */
export class ExpectationCompletion implements vscode.CompletionItemProvider {
  private readonly known: KnownPoints;

  constructor({ core }: { readonly core: Lazy<Core> }) {
    this.known = new KnownPoints(core);
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    const text = document.getText();
    if (text.length > limits.file) return [];
    const lines = text.split(/\r?\n/);
    const cursor = cursorAt(lines, line, character);
    const before = (lines[line] ?? '').slice(0, character);
    const isInFlow = before.lastIndexOf('{') > before.lastIndexOf('}');
    return cursor.key === undefined ? this.keys(cursor, text, isInFlow) : this.values(cursor, text);
  }

  private async keys(cursor: Cursor, text: string, isInFlow: boolean): Promise<vscode.CompletionItem[]> {
    if (cursor.block === 'points') return this.codes(cursor, text);
    return blocksOf(cursor).flatMap((block) =>
      Object.entries(fieldTexts[block])
        .filter(([key]) => !cursor.keys.has(key) && (cursor.kind !== undefined || isFirst(block, key)))
        .map(([key, read]) => {
          const { text: documentation, snippet } = read();
          const item = new vscode.CompletionItem(key, vscode.CompletionItemKind.Property);
          // In braces there is one line.
          item.insertText = new vscode.SnippetString(isInFlow ? (snippet.split('\n')[0] ?? '') : snippet);
          item.documentation = documentation;
          return item;
        }),
    );
  }

  private async values(cursor: Cursor, text: string): Promise<vscode.CompletionItem[]> {
    const { key, block } = cursor;
    if (key === 'restore') return ['true', 'false'].map((each) => valueItem(each));
    if (block === 'device') return this.devices(key);
    if (key === 'project') return [];
    if (block !== 'step' && block !== 'points') return [];
    if (key === 'device') return deviceKeys(text).map((each) => valueItem(each));
    if (key === 'send' || key === 'expect') return this.codes(cursor, text);
    const code = block === 'points' ? key : (cursor.keys.get('send') ?? cursor.keys.get('expect'));
    const points = await this.known.points(text, cursor.keys.get('device'));
    const isValue = block === 'points' || ['value', 'values', 'is', 'not', 'oneOf'].includes(key ?? '');
    return isValue ? membersOf(points.get(code ?? '')) : [];
  }

  private async codes(cursor: Cursor, text: string): Promise<vscode.CompletionItem[]> {
    const points = await this.known.points(text, cursor.keys.get('device'));
    const isSend = cursor.block === 'points' || cursor.key === 'send';
    return [...points.values()]
      .filter(({ access, code }) => !(isSend && access === 'ro') && isWord(code))
      .map((point) => {
        const item = new vscode.CompletionItem(point.code, vscode.CompletionItemKind.Field);
        if (cursor.key === undefined) item.insertText = `${point.code}: `;
        item.detail = displayText(point.name ?? '');
        item.documentation = pointText(point);
        return item;
      });
  }

  private async devices(key: string | undefined): Promise<vscode.CompletionItem[]> {
    const items = new Map<string, vscode.CompletionItem>();
    for await (const { device } of this.known.devices()) {
      const { id, name, productId, productName } = device;
      const value = key === 'id' ? id : key === 'name' ? name : key === 'product' ? productId : undefined;
      if (value === undefined || value === '' || items.has(value)) continue;
      const item = valueItem(quoted(value));
      item.detail = displayText((key === 'id' ? name : productName) ?? '');
      item.filterText = `${value} ${name ?? ''}`;
      items.set(value, item);
      if (items.size === devicesAtMost) break;
    }
    return [...items.values()];
  }
}

function blocksOf({ block, kind }: Cursor): readonly FieldBlock[] {
  if (block === 'file' || block === 'device') return [block];
  if (block !== 'step') return [];
  return kind === undefined ? ['send', 'expect', 'wait', 'repeat'] : [kind];
}

/** Of a step that is nothing yet, what makes it one. */
function isFirst(block: FieldBlock, key: string): boolean {
  return block === 'file' || block === 'device' || block === key;
}

function membersOf(point: PointModel | undefined): vscode.CompletionItem[] {
  const type = typeOf(point);
  if (type === 'boolean') return ['true', 'false'].map((each) => valueItem(each));
  if (type !== 'enum') return [];
  return (point?.range ?? []).map((member, index) => {
    const item = valueItem(quoted(member));
    item.detail = displayText(point?.labels?.[index] ?? '');
    return item;
  });
}

function valueItem(text: string): vscode.CompletionItem {
  return new vscode.CompletionItem(text, vscode.CompletionItemKind.Value);
}

/** As YAML reads it back as this very text. */
function quoted(text: string): string {
  return isWord(text) && !/^(?:true|false|null|~|[-+.]?\d.*)$/i.test(text) ? text : JSON.stringify(text);
}

function isWord(text: string): boolean {
  return /^[\w\u0080-\uFFFF](?:[\w .\u0080-\uFFFF-]*[\w\u0080-\uFFFF])?$/.test(text);
}

function deviceKeys(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => line.startsWith('devices:'));
  const keys: string[] = [];
  for (const line of lines.slice(start + 1)) {
    if (/^\S/.test(line)) break;
    const [, blanks, key] = /^( +)([^\s:#][^:]*):/.exec(line) ?? [];
    if (blanks !== undefined && key !== undefined && blanks.length <= 2) keys.push(key);
  }
  return start === -1 ? [] : keys;
}
