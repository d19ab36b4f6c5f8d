import { createHash } from 'node:crypto';
import type { Project } from '../projects/project.js';

/** Tells whose fleet it is, without naming the keys: SHA-256 of endpoint and Access ID, in hex. */
export function accountOf({ endpoint, accessId }: Pick<Project, 'endpoint' | 'accessId'>): string {
  return createHash('sha256').update(`${endpoint}\n${accessId}`).digest('hex');
}
