/** How a whole number on the wire is to be read: 2196 with scale 1 and V is 219.6 V. */
export interface NumberScale {
  /** Digits after the point, 0 to 10. */
  readonly scale: number;
  readonly unit?: string;
}

/** The number as it reads with its scale, digit by digit: no noise of binary fractions. Undefined where there is none. */
export function scaledText(value: number, { scale, unit }: NumberScale): string | undefined {
  if (!isScalable(value, scale)) return undefined;
  const digits = String(Math.abs(value)).padStart(scale + 1, '0');
  const point = digits.length - scale;
  const number = `${value < 0 ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`;
  return unit ? `${number} ${unit}` : number;
}

/** Only whole numbers have a scale, and only those that a double holds. */
export function isScalable(value: number, scale: number): boolean {
  return Number.isSafeInteger(value) && Number.isInteger(scale) && scale >= 0 && scale <= 10;
}
