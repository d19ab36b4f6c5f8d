import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import { completionLookback, completionPlace } from '../../model/source/completionPlace.js';
import { macroOfCode } from '../../model/source/macroCode.js';
import { dpIdOf, type SourceFacts } from '../../model/source/pointSite.js';
import type { MacroNumbers, SourcePoints } from '../../model/source/sourcePoints.js';
import { wordsOf } from '../../model/source/typeWords.js';
import type { PointModel } from '../../model/values/pointModel.js';
import { rangeText, typeName } from '../../platform/display/pointRange.js';

/** What can be written where the caret is: macros, numbers, codes, types, members of an enum. */
export function sourceCompletions(
  document: vscode.TextDocument,
  position: vscode.Position,
  { kind }: SourceFacts,
  macros: MacroNumbers,
  points: SourcePoints | undefined,
): vscode.CompletionItem[] {
  const offset = document.offsetAt(position);
  const from =
    kind === 'c'
      ? document.positionAt(Math.max(0, offset - completionLookback))
      : position.with({ character: 0 });
  const place = completionPlace(kind, document.getText(new vscode.Range(from, position)));
  if (!place) return [];
  const { wants, typed } = place;
  const range = new vscode.Range(position.translate(0, -typed.length), position);
  const item = (
    label: string,
    point: PointModel | undefined,
    itemKind = vscode.CompletionItemKind.Constant,
  ) => {
    const each = new vscode.CompletionItem(
      { label, ...(point && { description: displayText(point.name ?? point.code, 60) }) },
      itemKind,
    );
    each.range = range;
    if (point) each.detail = detailOf(point);
    return each;
  };
  const all = points?.all ?? [];
  switch (wants.what) {
    case 'macro':
      return macroItems(macros, points).map(([macro, point]) => item(macro, point));
    case 'id':
      return all.flatMap((point) => {
        if (point.dpId === undefined) return [];
        const each = item(String(point.dpId), point, vscode.CompletionItemKind.Value);
        each.filterText = `${point.dpId} ${point.code}`;
        each.sortText = String(point.dpId).padStart(4, '0');
        return [each];
      });
    case 'code':
      return all.map((point) => item(point.code, point, vscode.CompletionItemKind.Value));
    case 'type':
      return wordsOf(wants.family).map((word) => item(word, undefined, vscode.CompletionItemKind.EnumMember));
    case 'member': {
      const named = {
        ...(dpIdOf(wants.of) === undefined ? { macro: wants.of } : { dpId: Number(wants.of) }),
      };
      const point = points?.of(named, macros);
      return (point?.range ?? []).map((member, at) => {
        const label = wants.by === 'place' ? String(at) : member;
        const each = item(label, undefined, vscode.CompletionItemKind.EnumMember);
        each.label = { label, description: wants.by === 'place' ? displayText(member, 60) : String(at) };
        each.sortText = String(at).padStart(4, '0');
        return each;
      });
    }
  }
}

/** Those that headers define, and those that the product's data points would have. */
function macroItems(
  macros: MacroNumbers,
  points: SourcePoints | undefined,
): readonly (readonly [string, PointModel | undefined])[] {
  const items = new Map<string, PointModel | undefined>();
  for (const [macro, dpId] of macros) items.set(macro, points?.withId(dpId));
  if (macros.size === 0) for (const point of points?.all ?? []) items.set(macroOfCode(point.code), point);
  return [...items];
}

function detailOf(point: PointModel): string {
  const number = point.dpId === undefined ? '' : vscode.l10n.t('DP {0}', point.dpId);
  const facts = [number, displayText(point.code, 60), typeName(point.type, undefined), rangeText(point)];
  return displayText(facts.filter(Boolean).join(' · '), 200);
}
