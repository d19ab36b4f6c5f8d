/** How a whole number on the wire is to be read: 2196 with scale 1 and V is 219.6 V. */
export interface NumberScale {
  /** Digits after the point, 0 to 10. */
  readonly scale: number;
  readonly unit?: string;
}

/**
 * The number as it reads with its scale, digit by digit: no noise of binary fractions. Undefined where there is none.
 * @param written the number as JavaScript writes it, for whoever has that: a million of them take as long as a search
 */
export function scaledText(
  value: number,
  { scale, unit }: NumberScale,
  written = String(value),
): string | undefined {
  if (!isScalable(value, scale)) return undefined;
  const number = scale === 0 ? written : pointed(written, scale);
  return unit ? `${number} ${unit}` : number;
}

function pointed(written: string, scale: number): string {
  const sign = written.startsWith('-') ? '-' : '';
  const digits = written.slice(sign.length).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Only whole numbers have a scale, and only those that a double holds. */
export function isScalable(value: number, scale: number): boolean {
  return Number.isSafeInteger(value) && Number.isInteger(scale) && scale >= 0 && scale <= 10;
}
