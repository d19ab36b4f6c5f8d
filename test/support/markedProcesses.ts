import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface MarkedProcess {
  readonly pid: number;
  readonly command: string;
}

/** The processes whose environment holds this text: those that one run started, however they came about. */
export function markedProcesses(mark: string): MarkedProcess[] {
  return process.platform === 'linux' ? onLinux(mark) : elsewhere(mark);
}

function onLinux(mark: string): MarkedProcess[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      if (!readFileSync(`/proc/${name}/environ`, 'latin1').includes(mark)) return [];
      const command = readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
      return [{ pid: Number(name), command }];
    } catch {
      // It ended meanwhile, or belongs to another person.
      return [];
    }
  });
}

/** `ps` shows the environment behind the command. */
function elsewhere(mark: string): MarkedProcess[] {
  const lines = execFileSync('ps', ['-axEwwo', 'pid=,command='], { encoding: 'utf8' }).split('\n');
  return lines
    .filter((line) => line.includes(mark))
    .map((line) => ({ pid: Number.parseInt(line, 10), command: line.trim().replace(/^\d+\s+/, '') }));
}
