import * as vscode from 'vscode';
import { displayText, markdownText } from '../../base/displayText.js';
import { parseJson } from '../../base/json.js';
import type { Lazy } from '../../base/lazy.js';
import type { Core } from '../../app/core.js';
import { cursorAt, type Cursor } from '../../model/expectations/cursor.js';
import { limits } from '../../model/expectations/shapes.js';
import { decodeValue } from '../../model/values/decodeValue.js';
import { shownText } from '../../model/values/shownText.js';
import { fieldTexts, type FieldBlock } from '../../platform/expectations/fieldTexts.js';
import { KnownPoints } from './knownPoints.js';
import { pointText } from './pointTexts.js';

/** Says what a key is for, what a data point is, and what a value means as it is shown. Costs no call. */
export class ExpectationHover implements vscode.HoverProvider {
  private readonly known: KnownPoints;

  constructor({ core }: { readonly core: Lazy<Core> }) {
    this.known = new KnownPoints(core);
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const text = document.getText();
    const range = document.getWordRangeAtPosition(position, /[\w.-]+/);
    if (!range || text.length > limits.file) return undefined;
    const word = document.getText(range);
    const lines = text.split(/\r?\n/);
    const isKey = /^"?\s*:(?: |$)/.test((lines[position.line] ?? '').slice(range.end.character));
    const cursor = cursorAt(lines, position.line, isKey ? range.start.character : position.character);
    const said = isKey ? keyText(cursor, word) : undefined;
    const words = said ?? (await this.pointWords(cursor, text, word, isKey));
    return words === undefined || words === '' ? undefined : new vscode.Hover(plain(words), range);
  }

  private async pointWords(
    { block, keys, key }: Cursor,
    text: string,
    word: string,
    isKey: boolean,
  ): Promise<string | undefined> {
    if (block !== 'step' && block !== 'points') return undefined;
    const points = await this.known.points(text, keys.get('device'));
    const isCode = isKey || key === 'send' || key === 'expect';
    const code = isCode
      ? word
      : block === 'points'
        ? (key ?? '')
        : (keys.get('send') ?? keys.get('expect') ?? '');
    const point = points.get(code);
    if (!point) return undefined;
    if (isCode) return [displayText(point.name ?? ''), pointText(point)].filter(Boolean).join(' · ');
    if (!valueKeys.has(key ?? '') && block !== 'points') return undefined;
    return displayText(shownText(decodeValue({ code, value: valueOf(word) }, point)));
  }
}

const valueKeys: ReadonlySet<string> = new Set([
  ...['value', 'values', 'is', 'not', 'oneOf'],
  ...['above', 'below', 'atLeast', 'atMost'],
]);

function keyText({ block, kind }: Cursor, key: string): string | undefined {
  const own: FieldBlock | undefined =
    block === 'step' ? kind : block === 'file' || block === 'device' ? block : undefined;
  const texts = own && fieldTexts[own];
  return texts && Object.hasOwn(texts, key) ? texts[key]?.().text : undefined;
}

function valueOf(word: string): unknown {
  try {
    return parseJson(word);
  } catch {
    return word;
  }
}

function plain(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString(markdownText(text, 500));
}
