/** Hue in degrees, saturation and brightness 0 to 1. */
export interface Hsv {
  readonly h: number;
  readonly s: number;
  readonly v: number;
}

/** Undefined where a part is out of its range. */
export function hsvOf(h: number, s: number, v: number, most: number): Hsv | undefined {
  const fits = h >= 0 && h <= 360 && s >= 0 && s <= most && v >= 0 && v <= most;
  return fits ? { h, s: s / most, v: v / most } : undefined;
}

/** `#ff8000` */
export function rgbOf({ h, s, v }: Hsv): string {
  const channel = (offset: number): string => {
    const k = (offset + h / 60) % 6;
    const share = v - v * s * Math.max(0, Math.min(k, 4 - k, 1));
    return Math.round(share * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(5)}${channel(3)}${channel(1)}`;
}
