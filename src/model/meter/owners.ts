import { createHash } from 'node:crypto';
import { hostname } from 'node:os';

/** Tells whose files are whose, and whose will never be written again. */
export interface Owners {
  /** This process: letters, digits and dots. */
  readonly own: string;
  /**
   * Whether that process has ended.
   * @param writtenAt when its file was last written, epoch ms
   */
  isGone(owner: string, writtenAt: number): boolean;
}

/** A folder may be shared between machines: of another one's processes nothing is known but when they last wrote. */
const silentForMs = 7 * 86_400_000;

/** Processes of this machine are asked for; those of others are taken for gone after a week of silence. */
export function processOwners(now: () => number): Owners {
  const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
  return {
    own: `${host}.${process.pid}`,
    isGone: (owner, writtenAt) => {
      const [ownersHost, pid] = owner.split('.');
      if (ownersHost !== host) return now() - writtenAt > silentForMs;
      return !isRunning(Number(pid));
    },
  };
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    // Sends nothing.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
