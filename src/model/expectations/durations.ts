const unitMs = { ms: 1, s: 1_000, min: 60_000 } as const;

/** `500`, `500ms`, `1.5 s` or `2min` as whole milliseconds; undefined for what is no time. */
export function readDuration(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? Math.round(value) : undefined;
  if (typeof value !== 'string' || value.length > 20) return undefined;
  const [, digits, unit] = /^(\d+(?:\.\d+)?) ?(ms|s|min)$/.exec(value.trim()) ?? [];
  if (digits === undefined) return undefined;
  return Math.round(Number(digits) * unitMs[unit as keyof typeof unitMs]);
}
