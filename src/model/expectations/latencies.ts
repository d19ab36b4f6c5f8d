/** How long reports took, ms by the cloud's clock. */
export interface Latencies {
  /** How many reports came, late ones too. */
  readonly count: number;
  /** Absent where none came. */
  readonly p50?: number;
  readonly p95?: number;
  readonly most?: number;
}

export function latenciesOf(ms: readonly number[]): Latencies {
  if (ms.length === 0) return { count: 0 };
  const sorted = [...ms].sort((a, b) => a - b);
  return {
    count: sorted.length,
    ...{ p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), most: percentile(sorted, 1) },
  };
}

/** The smallest measured value that so large a part doesn't pass (nearest rank): it was measured, not worked out. */
function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
}
