import { l10n } from 'vscode';
import { displayText } from '../../base/displayText.js';
import { scaledText } from '../../model/values/numberScale.js';
import type { PointModel, PointType } from '../../model/values/pointModel.js';
import { typeNames } from '../../model/values/typeNames.js';

/** Members and labels of one data point at most; the rest is in the product's document. */
const mostMembers = 40;
const maxMemberLength = 60;

/** As thing models and shadows spell what specifications name otherwise. */
const otherNames: Readonly<Record<string, string>> = {
  value: typeNames.integer,
  bool: typeNames.boolean,
  double: typeNames.float,
};

/** @param reported as the cloud spells it, where no model says more */
export function typeName(type: PointType | undefined, reported: string | undefined): string | undefined {
  if (type !== undefined && type !== 'other') return typeNames[type];
  if (reported === undefined) return undefined;
  const known = new Map(Object.entries({ ...typeNames, ...otherNames }));
  return known.get(reported.toLowerCase()) ?? displayText(reported);
}

/** Which values a data point may have, in one line: `−20.0 to 60.0 °C`, `low, middle, high`. */
export function rangeText(model: PointModel): string | undefined {
  const { type, range, labels, maxLength, mayBeOthers } = model;
  if (range) return members(range, (member, at) => labelled(member, labels?.[at]), mayBeOthers);
  if (type === 'bitmap' && labels) return members(labels, (label, bit) => `${bit}: ${label}`, mayBeOthers);
  if (maxLength !== undefined && type === 'string') return l10n.t('up to {0} characters', maxLength);
  if (maxLength !== undefined && type === 'raw') return l10n.t('up to {0} bytes', maxLength);
  return type === 'bitmap' ? undefined : numbers(model);
}

function numbers({ min, max, step, unit, scale = 0 }: PointModel): string | undefined {
  const text = (value: number): string => scaledText(value, { scale }) ?? String(value);
  const shownUnit = unit === undefined ? '' : displayText(unit, maxMemberLength);
  const withUnit = (value: number): string => [text(value), shownUnit].filter(Boolean).join(' ');
  const limits =
    min !== undefined && max !== undefined
      ? l10n.t('{0} to {1}', text(min), withUnit(max))
      : min !== undefined
        ? l10n.t('from {0}', withUnit(min))
        : max !== undefined
          ? l10n.t('up to {0}', withUnit(max))
          : shownUnit;
  // A step of one is that of every whole number.
  if (step === undefined || step === 1) return limits || undefined;
  const steps = l10n.t('in steps of {0}', text(step));
  return limits === '' ? steps : l10n.t('{0}, {1}', limits, steps);
}

function labelled(member: string, label: string | undefined): string {
  return label === undefined || label === '' || label === member ? member : `${member} (${label})`;
}

function members(
  all: readonly string[],
  textOf: (member: string, at: number) => string,
  mayBeOthers = false,
): string | undefined {
  const shown = all.slice(0, mostMembers).map((one, at) => displayText(textOf(one, at), maxMemberLength));
  const more = all.length > mostMembers || mayBeOthers ? ['…'] : [];
  return [...shown, ...more].join(', ') || undefined;
}
