import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { linesIn, openLogFiles, ref } from '../../../../support/logFileSetup.js';
import { soaked } from '../../../../support/soak.js';
import { tempFolder } from '../../../../support/tempFolder.js';

const writer = join(import.meta.dirname, '../../../../../dist/test/logFileWriter.cjs');

beforeAll(() =>
  build({
    entryPoints: ['test/support/logFileWriter.ts'],
    outfile: writer,
    ...{ bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' },
  }),
);

/** Another window: its own process, which gives rows of numbers from `first` on. */
function begin(root: string, first: number, count = Infinity): ChildProcess {
  const child = spawn(process.execPath, [writer, root, String(first), String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function aFolder() {
  const root = tempFolder();
  const files = openLogFiles(root);
  await files.set(ref, true);
  return { root, folder: files.paths(ref).folder };
}

/** Numbers of the rows, each of which says its own. */
function numbersIn(folder: string): number[] {
  return linesIn(folder).map(({ value }) => Number.parseInt(String(value), 10));
}

it(
  'killed at any moment of writing, every line parses and no row is there twice after the next start',
  { timeout: 600_000 },
  async () => {
    const { root, folder } = await aFolder();
    let first = 0;
    for (let round = 0; round < soaked(300, 6); round++) {
      const child = begin(root, first);
      const [ready] = (await once(child.stdout ?? process.stdin, 'data')) as [Buffer];
      expect(Number.parseInt(String(ready), 10)).toBe(first);
      await new Promise((resolve) => void setTimeout(resolve, (round * 37) % 90));
      child.kill('SIGKILL');
      await once(child, 'close');
      // The next one goes on from rows that may be there, or may not.
      const after = begin(root, first, 20);
      expect(await once(after, 'close')).toEqual([0, null]);
      const numbers = numbersIn(folder);
      expect(numbers.length).toBe(new Set(numbers).size);
      first = Math.max(...numbers) - 30;
    }
    const numbers = numbersIn(folder);
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, at) => at));
  },
);

it('two processes that write at once lose and double nothing', { timeout: 120_000 }, async () => {
  const { root, folder } = await aFolder();
  // Their rows overlap by half.
  const children = [begin(root, 0, 400), begin(root, 200, 400), begin(root, 0, 600)];
  for (const ended of await Promise.all(children.map((child) => once(child, 'close'))))
    expect(ended).toEqual([0, null]);
  const numbers = numbersIn(folder);
  expect(numbers.length).toBe(new Set(numbers).size);
  expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, at) => at));
  expect(numbers.length).toBeGreaterThanOrEqual(600);
});
