import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import { isBlank } from '../../base/invisible.js';
import { bitsAtMost, longestText, longestUnit } from '../../model/products/pointFacts.js';
import { isBit, type PointChange } from '../../model/products/pointChanges.js';
import { scaledText } from '../../model/values/numberScale.js';
import type { PointModel } from '../../model/values/pointModel.js';

/** A data point while a person changes what it means. */
export interface Edited {
  readonly productId: string;
  readonly code: string;
  readonly title: string;
  /** As it is used now. */
  readonly model: PointModel;
  /** What of that the person changed. */
  readonly own: PointChange;
  /** As the device reported it last. */
  readonly value: unknown;
}

/** The change with this part put in. */
export async function askName({ title, model, own }: Edited): Promise<PointChange | undefined> {
  const name = await askText({
    title,
    prompt: vscode.l10n.t('Name of the data point (empty for the product’s own)'),
    value: model.name ?? '',
    longest: longestText,
  });
  return name === undefined ? undefined : withPart(own, { name: name === '' ? undefined : name });
}

export async function askUnit({ title, model, own }: Edited): Promise<PointChange | undefined> {
  const unit = await askText({
    title,
    prompt: vscode.l10n.t('Unit, as W or °C (empty for the product’s own, - for none)'),
    value: model.unit ?? '',
    longest: longestUnit,
  });
  if (unit === undefined) return undefined;
  return withPart(own, { unit: unit === '' ? undefined : unit === '-' ? '' : unit });
}

/** With the value that was reported last, so that the person sees what becomes of it. */
export async function askScale({ title, model, own, value }: Edited): Promise<PointChange | undefined> {
  const sample = typeof value === 'number' && Number.isSafeInteger(value) ? value : 2_196;
  const items = Array.from({ length: 11 }, (_, scale) => ({
    label: String(scale),
    description: `${sample} → ${scaledText(sample, { scale, ...(model.unit !== undefined && { unit: model.unit }) }) ?? ''}`,
    scale: scale as number | undefined,
  }));
  const back = { label: vscode.l10n.t('As the product has it'), description: '', scale: undefined };
  const chosen = await vscode.window.showQuickPick(own.scale === undefined ? items : [back, ...items], {
    title,
    placeHolder: vscode.l10n.t('How many decimal places?'),
  });
  return chosen && withPart(own, { scale: chosen.scale });
}

/** One value, and its word. */
export async function askLabel(edited: Edited): Promise<PointChange | undefined> {
  const { title, model, own } = edited;
  const items = valuesOf(edited).map((key) => ({
    label: displayText(key) || key,
    description: displayText(wordOf(model, key) ?? ''),
    key: key as string | undefined,
  }));
  const other = { label: vscode.l10n.t('Another value…'), description: '', key: undefined };
  const chosen = await vscode.window.showQuickPick([...items, other], {
    title,
    placeHolder:
      model.type === 'bitmap'
        ? vscode.l10n.t('Which bit is set?')
        : vscode.l10n.t('Which value is reported?'),
  });
  if (!chosen) return undefined;
  const key = chosen.key ?? (await askValue(edited));
  if (!key) return undefined;
  const word = await askText({
    title,
    prompt: vscode.l10n.t('Word for {0} (empty for the product’s own)', displayText(key)),
    value: wordOf(model, key) ?? '',
    longest: longestText,
  });
  if (word === undefined) return undefined;
  const others = Object.entries(own.labels ?? {}).filter(([each]) => each !== key);
  const labels = Object.fromEntries(word === '' ? others : [...others, [key, word]]);
  return withPart(own, { labels: Object.keys(labels).length > 0 ? labels : undefined });
}

/** Values, or numbers of bits, that can be named. */
function valuesOf({ model: { type, range, labels }, own, value }: Edited): readonly string[] {
  const ofOwn = Object.keys(own.labels ?? {});
  const known = type === 'bitmap' ? (labels ?? []).map((_, bit) => String(bit)) : (range ?? []);
  const reported = type !== 'bitmap' && typeof value === 'string' && value !== '' ? [value] : [];
  return [...new Set([...known, ...ofOwn, ...reported])].filter((key) => key.length <= longestText);
}

function wordOf({ type, range, labels }: PointModel, key: string): string | undefined {
  const at = type === 'bitmap' ? Number(key) : (range ?? []).indexOf(key);
  return at < 0 ? undefined : labels?.[at];
}

function askValue({ title, model }: Edited): Promise<string | undefined> {
  const isBitmap = model.type === 'bitmap';
  return askText({
    title,
    prompt: isBitmap
      ? vscode.l10n.t('Number of the bit, from 0')
      : vscode.l10n.t('The value as it is reported'),
    value: '',
    longest: longestText,
    check: (key) =>
      isBitmap && !isBit(key) ? vscode.l10n.t('A number from 0 to {0}.', bitsAtMost - 1) : undefined,
  });
}

interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  /** In UTF-16 units. */
  readonly longest: number;
  check?(value: string): string | undefined;
}

/** Trimmed; empty too where nothing of it shows. */
async function askText(question: TextQuestion): Promise<string | undefined> {
  const { title, prompt, value, longest, check } = question;
  const typed = await vscode.window.showInputBox({
    title,
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim().length > longest ? vscode.l10n.t('At most {0} characters.', longest) : check?.(text.trim()),
  });
  return typed !== undefined && isBlank(typed) ? '' : typed?.trim();
}

function withPart(own: PointChange, part: PointChange): PointChange {
  return Object.fromEntries(Object.entries({ ...own, ...part }).filter(([, value]) => value !== undefined));
}
