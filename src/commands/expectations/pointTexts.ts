import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import { typeOf, type PointModel } from '../../model/values/pointModel.js';

/** What a product says of a data point, in one line. */
export function pointText(point: PointModel): string {
  const { dpId, min, max, step, scale, unit, range, access } = point;
  const limits = min === undefined || max === undefined ? undefined : vscode.l10n.t('{0} to {1}', min, max);
  return [
    dpId === undefined ? undefined : vscode.l10n.t('DP {0}', dpId),
    typeOf(point),
    limits,
    step === undefined || step === 1 ? undefined : vscode.l10n.t('in steps of {0}', step),
    scale === undefined || scale === 0 ? undefined : vscode.l10n.t('÷ {0} when shown', 10 ** scale),
    unit === undefined ? undefined : displayText(unit),
    range?.map((member) => displayText(member)).join(' | '),
    access === 'ro' ? vscode.l10n.t('only reported') : undefined,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
}
