// The wire has whole grams; people think in kilograms. All in integers, so that 72.3 kg is 72300 g and comes back as 72.3.

const gramsPerKg = 1_000;

export type WeightUnit = 'kg' | 'g';

/** What a person typed, in grams; undefined where it is no number, or finer than a gram. Comma or point. */
export function readWeight(typed: string, unit: WeightUnit): number | undefined {
  const match = /^(\d{1,7})(?:[.,](\d{1,6}))?$/.exec(typed.trim());
  if (!match) return undefined;
  const [, whole = '', fraction = ''] = match;
  if (unit === 'g') return /[1-9]/.test(fraction) ? undefined : Number(whole);
  if (/[1-9]/.test(fraction.slice(3))) return undefined;
  return Number(whole) * gramsPerKg + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** Grams as they stand in a field: `72300` g is `72.3` in kg, without noise and with a point. */
export function weightText(grams: number, unit: WeightUnit): string {
  if (unit === 'g' || !Number.isInteger(grams)) return String(unit === 'g' ? grams : grams / gramsPerKg);
  const fraction = String(grams % gramsPerKg)
    .padStart(3, '0')
    .replace(/0+$/, '');
  const whole = Math.trunc(grams / gramsPerKg);
  return fraction === '' ? String(whole) : `${whole}.${fraction}`;
}
