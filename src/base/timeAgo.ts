const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** How far away a time is, in the language of a formatter: `3 min ago`. @param ms negative for what is past */
export function timeAgo(format: Intl.RelativeTimeFormat, ms: number): string {
  const [name, length] = units.find(([, unitLength]) => Math.abs(ms) >= unitLength) ?? ['second', 1000];
  return format.format(Math.trunc(ms / length), name);
}
