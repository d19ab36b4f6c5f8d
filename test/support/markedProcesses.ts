import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface MarkedProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/**
 * The processes whose environment holds this text and all that these have started, however they came about: some, such
 * as the renderers of Chromium, write their title over their environment.
 */
export function markedProcesses(mark: string): MarkedProcess[] {
  const all = process.platform === 'linux' ? onLinux(mark) : elsewhere(mark);
  const ours = new Set(all.filter(({ isMarked }) => isMarked).map(({ pid }) => pid));
  for (let before = -1; before !== ours.size;) {
    before = ours.size;
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
  }
  return all.filter(({ pid }) => ours.has(pid));
}

type Found = MarkedProcess & { readonly isMarked: boolean };

function onLinux(mark: string): Found[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // It has ended, and its parent hasn't asked yet.
      if (state === 'Z') return [];
      const command = readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
      const isMarked = readFileSync(`/proc/${name}/environ`, 'latin1').includes(mark);
      return [{ pid: Number(name), parent: Number(parent), command, isMarked }];
    } catch {
      // It ended meanwhile, or belongs to another person.
      return [];
    }
  });
}

/** `ps` shows the environment behind the command. */
function elsewhere(mark: string): Found[] {
  return execFileSync('ps', ['-axEwwo', 'pid=,ppid=,command='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => {
      const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return { pid: Number(pid), parent: Number(parent), command, isMarked: line.includes(mark) };
    });
}
