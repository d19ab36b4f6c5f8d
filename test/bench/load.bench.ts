import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Bench, Figures, Side } from './bench.js';

const run = promisify(execFile);
const folder = join(process.cwd(), 'test', 'bench', 'load');

/** In a fresh process, as an extension host is: ours and an empty extension one after the other, so that both meet the same machine. */
const ours: Side = async ({ root }) => {
  const scratch = await mkdtemp(join(tmpdir(), 'load-bench-'));
  const vscode = join(scratch, 'vscode.cjs');
  await build({
    ...{ bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' },
    entryPoints: [join(process.cwd(), 'test', 'support', 'vscodeShim.ts')],
    outfile: vscode,
  });
  const extension = join(root, 'dist', 'extension.js');
  const activate = async (module: string): Promise<{ ms: number; cpuMs: number }> => {
    const { stdout } = await run(process.execPath, [join(folder, 'activate.cjs'), module, vscode]);
    return JSON.parse(stdout) as { ms: number; cpuMs: number };
  };
  const first = await readFile(extension);
  return {
    run: async (): Promise<Figures> => {
      const [empty, full] = [await activate(join(folder, 'empty.cjs')), await activate(extension)];
      return {
        'over an empty extension, ms': full.ms - empty.ms,
        'over an empty extension, CPU ms': full.cpuMs - empty.cpuMs,
        'first file, bytes gzipped': gzipSync(first, { level: 9 }).length,
      };
    },
    close: () => rm(scratch, { recursive: true, force: true }),
  };
};

export default {
  title: 'Loading',
  needsBuild: true,
  rows: [
    {
      name: 'Loaded and activated',
      rounds: 15,
      sides: { ours },
      goals: [
        { figure: 'over an empty extension, ms', atMost: 12 },
        { figure: 'over an empty extension, CPU ms', atMost: 12 },
        { figure: 'first file, bytes gzipped', atMost: 40_000 },
      ],
    },
  ],
} satisfies Bench;
