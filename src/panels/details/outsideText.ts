import { l10n } from 'vscode';
import { decodeValue } from '../../model/values/decodeValue.js';
import type { PointModel } from '../../model/values/pointModel.js';
import type { DataPoint } from '../../tuya/results.js';
import { rangeText } from '../../platform/display/pointRange.js';

/** Why a value can't be one by its product's model; undefined where it can. Models are wrong, too: it is shown all the same. */
export function outsideText(point: DataPoint, model: PointModel | undefined): string | undefined {
  if (!model || !decodeValue(point, model).isOutside) return undefined;
  const { value } = point;
  const allowed = rangeText(model);
  if (model.range) return l10n.t('not one of {0}', allowed ?? '—');
  if (typeof value === 'number' && value >= 0 && model.type === 'bitmap')
    return l10n.t('has bits that the product’s model doesn’t name');
  if (typeof value === 'number' && model.min !== undefined && value < model.min)
    return l10n.t('below what the product’s model allows: {0}', allowed ?? '—');
  if (typeof value === 'number' && model.max !== undefined && value > model.max)
    return l10n.t('above what the product’s model allows: {0}', allowed ?? '—');
  return l10n.t('not what the product’s model says');
}
