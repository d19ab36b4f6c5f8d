/** How a whole number on the wire is to be read: 2196 with scale 1 and V is 219.6 V. */
export interface NumberScale {
  /** Digits after the point. */
  readonly scale: number;
  readonly unit?: string;
}

/**
 * Codes of Tuya's standard set whose scale is the same in every product that was seen. A product can define its own:
 * what comes from here is an assumption, and is to be shown as one. Most codes (temperatures, energy) differ between
 * products and aren't here.
 */
export const usualScales: ReadonlyMap<string, NumberScale> = new Map([
  ['cur_voltage', { scale: 1, unit: 'V' }],
  ['cur_power', { scale: 1, unit: 'W' }],
  ['cur_current', { scale: 0, unit: 'mA' }],
  ['battery_percentage', { scale: 0, unit: '%' }],
]);

/** The number as it reads with its scale, digit by digit: no noise of binary fractions. */
export function scaledText(value: number, { scale, unit }: NumberScale): string | undefined {
  if (!Number.isSafeInteger(value) || !Number.isInteger(scale) || scale < 0 || scale > 10) return undefined;
  const digits = String(Math.abs(value)).padStart(scale + 1, '0');
  const point = digits.length - scale;
  const number = `${value < 0 ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`;
  return unit ? `${number} ${unit}` : number;
}
