import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { rooms } from '../../../src/doors.mjs';

const documents = ['CONTRIBUTING.md', 'README.md', 'SECURITY.md', ...(await markdownOf('docs'))];

describe.each(documents)('%s', (document) => {
  it('names only what is there', async () => {
    const text = await readFile(document, 'utf8');
    const linked = linksOf(text).map(({ target }) => join(dirname(document), target));
    const missing = await Promise.all(
      [...linked, ...pathsOf(text)].map(async (path) => ((await isThere(path)) ? [] : [path])),
    );
    expect(missing.flat()).toEqual([]);
  });

  it('names only scripts that package.json has', async () => {
    const named = (await readFile(document, 'utf8')).matchAll(/npm run ([\w:]+)/g);
    const scripts = Object.keys(manifest.scripts);
    expect([...named].map(([, name = '']) => name).filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it('points at what its links call by name', async () => {
    const links = linksOf(await readFile(document, 'utf8'));
    const missing = await Promise.all(
      links.map(async ({ text, target }) => {
        const name = /^`([\w.]+)(?:\(\))?`$/.exec(text)?.[1];
        if (name === undefined || !/\.[mc]?[tj]s$/.test(target)) return [];
        const code = await readFile(join(dirname(document), target), 'utf8').catch(() => '');
        return name
          .split('.')
          .filter((word) => !new RegExp(`\\b${word}\\b`).test(code))
          .map((word) => `${word} in ${target}`);
      }),
    );
    expect(missing.flat()).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  const read = (): Promise<string> => readFile('docs/architecture.md', 'utf8');

  it('has every floor and room of the table of doors, and no other', async () => {
    const named = [...(await read()).matchAll(/^\| `([\w/]+)` +\|/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(Object.keys(rooms).toSorted());
  });

  it('says what each floor may import', async () => {
    const cells = (await read()).matchAll(/^\| `(\w+)` +\|[^|]*\|([^|]*)\|$/gm);
    const said = [...cells].map(([, floor, entries = '']) => [floor, entries.trim()]);
    const meant = Object.entries(rooms)
      .filter(([name]) => !name.includes('/'))
      .map(([name, entries]) => [name, entries.join(', ') || 'nothing of ours']);
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(meant));
  });
});

interface Link {
  readonly text: string;
  /** Without an anchor, relative to the document. */
  readonly target: string;
}

/** Links to what is in the repository. */
function linksOf(text: string): readonly Link[] {
  return [...text.matchAll(/\[([^\]]*)\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, label = '', target = '']) => ({ text: label, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target));
}

/** Paths from the top of the repository that stand as code in a text. */
function pathsOf(text: string): readonly string[] {
  return [
    ...text.matchAll(/`((?:src|test|docs|l10n|media|\.vscode)\/[\w./-]*\w|[\w.-]+\.(?:md|json|mjs|mts))`/g),
  ]
    .map(([, path = '']) => path)
    .filter((path) => !/(?:^|\/)(?:devices|tuya-products)\.json$/.test(path));
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function markdownOf(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => file.endsWith('.md')).map((file) => join(folder, file));
}
