import { chmodSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTextFiles } from '../../../src/base/textFiles.js';
import { tempFolder } from '../../support/tempFolder.js';

function aFolder() {
  const folder = tempFolder();
  const path = (name: string): string => join(folder, 'fleets', name);
  const put = (name: string, text: string, at = 1): void => {
    mkdirSync(join(folder, 'fleets'), { recursive: true });
    writeFileSync(path(name), text);
    utimesSync(path(name), at, at);
  };
  return {
    folder,
    path,
    put,
    names: () => readdirSync(join(folder, 'fleets')).sort(),
    text: createTextFiles(folder),
  };
}

describe('text files', () => {
  it('are written as a whole, read, and removed', async () => {
    const { names, text } = aFolder();
    await text.write('fleets/p.json', '1');
    await text.write('fleets/p.json', '2');
    expect(names()).toEqual(['p.json']);
    expect(await text.read('fleets/p.json')).toBe('2');
    await text.remove('fleets/p.json');
    expect(await text.read('fleets/p.json')).toBeUndefined();
    await expect(text.remove('fleets/p.json')).resolves.toBeUndefined();
  });

  it('can always be read while they are written, by one and the same window or by several', async () => {
    const { folder, names, text } = aFolder();
    const other = createTextFiles(folder);
    await text.write('fleets/p.json', '"start"');
    const writes = Array.from({ length: 40 }, (_, index) =>
      (index % 2 === 0 ? text : other).write('fleets/p.json', JSON.stringify('x'.repeat(index * 1_000))),
    );
    const reads = Array.from(
      { length: 200 },
      async () => JSON.parse((await text.read('fleets/p.json')) ?? '') as unknown,
    );
    await Promise.all([...writes, ...reads]);
    expect(names()).toEqual(['p.json']);
  });

  it('are found in the newest whole draft where a window ended before it had put it in its place', async () => {
    const { put, text } = aFolder();
    put('p.json.17-1.tmp', '"old"', 1);
    put('p.json.18-1.tmp', '"new"', 3);
    put('p.json.19-1.tmp', '"cut', 5);
    put('p2.json.17-1.tmp', '"other"', 7);
    expect(await text.read('fleets/p.json')).toBe('"new"');
    expect(await text.read('fleets/none.json')).toBeUndefined();
  });

  it('go with the drafts that other windows left of them, and of nothing else', async () => {
    const { names, put, text } = aFolder();
    for (const name of ['p.json', 'p.json.17.tmp', 'p.json.18-2.tmp', 'p2.json', 'p2.json.17.tmp'])
      put(name, '1');
    await text.remove('fleets/p.json');
    expect(names()).toEqual(['p2.json', 'p2.json.17.tmp']);
  });

  it('stay as they were where the new text can’t be written', async () => {
    const { folder, path, put, text } = aFolder();
    put('p.json', '"before"');
    mkdirSync(path('q.json'));
    await expect(text.write('fleets/q.json', '1')).rejects.toThrow();
    expect(readdirSync(join(folder, 'fleets')).some((name) => name.endsWith('.tmp'))).toBe(false);
    chmodSync(path('p.json'), 0o444);
    await text.write('fleets/p.json', '"after"');
    expect(readFileSync(path('p.json'), 'utf8')).toBe('"after"');
  });
});
