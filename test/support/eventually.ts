import { vi } from 'vitest';

/** Waits until a check passes, on a busy machine too. Rejects with its last error where it never does. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 30_000 });
}
