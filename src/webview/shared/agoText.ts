const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** How long ago something was, in one language: `3 min ago`. The formatter is made once. */
export class AgoText {
  private readonly format: Intl.RelativeTimeFormat;

  constructor(locale: string) {
    this.format = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'narrow' });
  }

  /** Both in epoch milliseconds. What no calendar holds has no text. */
  since(at: number, now: number): string | undefined {
    const ms = at - now;
    if (!Number.isFinite(ms)) return undefined;
    const [name, length] = units.find(([, unitLength]) => Math.abs(ms) >= unitLength) ?? ['second', 1000];
    return this.format.format(Math.trunc(ms / length), name);
  }
}
