const rounds = 7;

export interface Contest {
  readonly name: string;
  /** What is done once per round; the time it takes is what counts. */
  readonly ours: () => unknown;
  readonly bare: () => unknown;
  /** Done after each round of ours, without being timed. */
  readonly after?: () => unknown;
  /** Operations in a round, for figures per operation. */
  readonly count: number;
  readonly unit: string;
}

/** Runs both in turns, so that what the machine does besides hits both, and prints the medians and their ratio. */
export async function contest({ name, ours, bare, after, count, unit }: Contest): Promise<void> {
  const times: { readonly ours: number[]; readonly bare: number[] } = { ours: [], bare: [] };
  await ours();
  await after?.();
  await bare();
  for (let round = 0; round < rounds; round++) {
    times.ours.push(await timeOf(ours));
    await after?.();
    times.bare.push(await timeOf(bare));
  }
  const [own, plain] = [median(times.ours), median(times.bare)];
  const per = (ms: number): string => `${formatted((ms * 1000) / count)} µs/${unit}`;
  print(
    name,
    `${formatted(own)} ms (${per(own)})`,
    `bare ${formatted(plain)} ms`,
    `ratio ${formatted(own / plain)}`,
  );
}

async function timeOf(run: () => unknown): Promise<number> {
  globalThis.gc?.();
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Bytes on the heap and in buffers that something keeps. */
export async function bytesOf<T>(
  make: () => T | Promise<T>,
): Promise<{ readonly made: T; readonly bytes: number }> {
  const before = used();
  const made = await make();
  return { made, bytes: used() - before };
}

function used(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? NaN;
}

export function print(name: string, ...figures: readonly string[]): void {
  console.log(`${name.padEnd(46)} ${figures.join(' · ')}`);
}

export function formatted(number: number): string {
  return number >= 100 ? number.toFixed(0) : number >= 1 ? number.toFixed(1) : number.toFixed(3);
}
