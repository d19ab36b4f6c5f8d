const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** Lengths of time in words, in one language. Formatters are made once. */
export class DurationFormat {
  private readonly formats = new Map<string, Intl.NumberFormat>();
  private ago: Intl.RelativeTimeFormat | undefined;

  constructor(private readonly locale: string) {}

  /** `2 days 3 hr`, `3 min 20 sec`, `1.5 sec`, `120 ms`: the two largest units. */
  words(ms: number): string {
    const size = Math.abs(ms);
    if (size < 1000) return this.unit(Math.round(size), 'millisecond');
    if (size < 60_000) return this.unit(size / 1000, 'second', size < 10_000 ? 1 : 0);
    const parts: string[] = [];
    let rest = Math.round(size / 1000) * 1000;
    for (const [name, length] of units) {
      const count = Math.floor(rest / length);
      rest -= count * length;
      if (count > 0) parts.push(this.unit(count, name));
      // Only neighbours: “2 days 4 sec” says more than it knows.
      else if (parts.length > 0) break;
      if (parts.length === 2) break;
    }
    return parts.join(' ');
  }

  /** `+0.120 s` below a minute, words above. */
  delta(ms: number): string {
    const sign = ms < 0 ? '−' : '+';
    if (Math.abs(ms) >= 60_000) return `${sign}${this.words(ms)}`;
    return `${sign}${this.unit(Math.abs(ms) / 1000, 'second', 3, 3)}`;
  }

  /** `3 min ago`. */
  since(at: number, now: number): string {
    const ms = at - now;
    const [name, length] = units.find(([, unitLength]) => Math.abs(ms) >= unitLength) ?? ['second', 1000];
    this.ago ??= new Intl.RelativeTimeFormat(this.locale, { numeric: 'always', style: 'narrow' });
    return this.ago.format(Math.trunc(ms / length), name);
  }

  private unit(value: number, unit: string, most = 0, least = 0): string {
    const key = `${unit} ${most} ${least}`;
    let format = this.formats.get(key);
    if (!format) {
      format = new Intl.NumberFormat(this.locale, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits: most,
        minimumFractionDigits: least,
      });
      this.formats.set(key, format);
    }
    return format.format(value);
  }
}
