import type { ValueMeaning } from './decodedValue.js';
import type { PointModel } from './pointModel.js';

/** The bits that are set, by their labels: `ov_cr, bit 5`. A bit that the model doesn't know makes it one outside. */
export function bitmapMeaning(mask: number, model: PointModel): ValueMeaning {
  const { labels = [], maxLength = 0, mayBeOthers = false } = model;
  if (!Number.isSafeInteger(mask) || mask < 0) return { isOutside: true };
  if (mask === 0) return { shown: { text: 'none set', says: 'noneSet' } };
  const bits = bitsOf(mask);
  // Where none has a label, the number of bits is all that the model says.
  const isOutside = bits.some((bit) =>
    labels.length > 0 && !mayBeOthers ? !hasLabel(labels, bit) : maxLength > 0 && bit >= maxLength,
  );
  return {
    shown: { text: bits.map((bit) => labels[bit] || numbered(bit)).join(', ') },
    ...(isOutside && { isOutside }),
  };
}

/** Between bits with labels, one without is called by its number. */
function hasLabel(labels: readonly string[], bit: number): boolean {
  return Boolean(labels[bit]) && labels[bit] !== numbered(bit);
}

function numbered(bit: number): string {
  return `bit ${bit}`;
}

/** A mask has 53 bits at most; shifting knows 32. */
function bitsOf(mask: number): readonly number[] {
  const digits = mask.toString(2);
  return Array.from(digits, (_, bit) => bit).filter((bit) => digits[digits.length - 1 - bit] === '1');
}
