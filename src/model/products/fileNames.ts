import { createHash } from 'node:crypto';

/** A name for a file: ids from a cloud may hold anything, and some file systems take capitals for small letters. */
export function fileKey(...ids: readonly string[]): string {
  return createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, 24);
}
