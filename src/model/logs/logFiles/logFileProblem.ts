import type { LogFileProblem } from './logFileTypes.js';

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** Undefined where the failure isn’t the disk’s. */
export function problemOf(error: unknown): LogFileProblem | undefined {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  return error instanceof Error && 'syscall' in error ? 'io' : undefined;
}
