import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { DeviceRef } from '../../projects/project.js';

/** Where a device's log file stands, with what belongs to it. */
export interface LogFilePaths {
  /** Holds the files of one project's devices, and nothing else but a folder `state`. */
  readonly folder: string;
  /** The file that is written to. */
  readonly current: string;
  /** An earlier one: 1 is the newest. */
  older(n: number): string;
  /** Below the root, with forward slashes. */
  readonly state: string;
  readonly lock: string;
}

/** Small letters and digits: the same file on a disk that tells no capitals from small ones, and no name of Windows’ own. */
const plainId = /^[a-z0-9]{10,40}$/;

/**
 * A device’s id is the cloud’s word, and a project’s a person’s: what could be a path, a command or another’s name
 * becomes a digest.
 */
export function logFilePaths(root: string, { projectId, deviceId }: DeviceRef): LogFilePaths {
  const folder = join(root, projectFolder(projectId));
  const name = plainId.test(deviceId) ? deviceId : `id-${digest(deviceId, 24)}`;
  return {
    folder,
    current: join(folder, `${name}.jsonl`),
    older: (n) => join(folder, `${name}.${n}.jsonl`),
    state: `${projectFolder(projectId)}/state/${name}.json`,
    lock: join(folder, 'state', `${name}.lock`),
  };
}

export function projectFolder(projectId: string): string {
  return digest(projectId, 16);
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
