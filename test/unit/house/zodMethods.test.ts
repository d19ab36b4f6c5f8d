import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { leftOutMethods } from '../../../build/reducedPackages.mjs';
import { sourceImports } from '../../support/sourceImports.js';

/** Files of src with schemas, without an ending. */
let files: string[];

beforeAll(async () => {
  const imports = await sourceImports();
  files = [
    ...new Set(imports.flatMap(({ from, to, kind }) => (to === 'zod' && kind !== 'type' ? [from] : []))),
  ];
});

/** Where the bracket at this place is closed. Of texts and regexes only those that the formatter writes. */
function closing(text: string, open: number): number {
  const word =
    /'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|(?<=[(,=:]\s*)\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+\/|\/\/.*|[()]/g;
  word.lastIndex = open;
  let depth = 0;
  for (let found = word.exec(text); found; found = word.exec(text)) {
    if (found[0] === '(') depth++;
    else if (found[0] === ')' && --depth === 0) return found.index;
  }
  return text.length;
}

/** What is called of schemas that begin with `z.`. */
function calledMethods(text: string): string[] {
  const found: string[] = [];
  for (const { 0: start, index } of text.matchAll(/\bz(?:\s*\.\s*\w+)+(?:<[^()]*>)?\(/g)) {
    for (let open = index + start.length - 1; ;) {
      const next = /^\)\s*\.\s*(\w+)(?:<[^()]*>)?\(/.exec(text.slice(closing(text, open)));
      if (!next?.[1]) break;
      found.push(next[1]);
      open = closing(text, open) + next[0].length - 1;
      if (/[pP]arse$/.test(next[1])) break;
    }
  }
  return found;
}

describe('what is called of schemas', () => {
  it('is read out of files', () => {
    const text =
      "const a = z\n  .array(z.string().trim().email(')'))\n  .nullable();\nz.iso.date().parse(x).filter(y)";
    expect(calledMethods(text)).toEqual(['nullable', 'trim', 'email', 'parse']);
    expect(calledMethods('z.string().regex(/^[(/]\\(/).url()')).toEqual(['regex', 'url']);
  });

  it('is there in what is shipped, also in files that are loaded late', async () => {
    const leftOut = await leftOutMethods();
    expect(leftOut).toContain('nullable');
    const called = await Promise.all(
      files.map(async (file) =>
        calledMethods(await readFile(`src/${file}.ts`, 'utf8')).map((name) => ({ file, name })),
      ),
    );
    const all = called.flat();
    expect(new Set(all.map(({ name }) => name))).toContain('safeParse');
    expect(all.filter(({ name }) => leftOut.has(name))).toEqual([]);
  });

  it('is enough for every file of src to be loaded', async () => {
    expect(files.length).toBeGreaterThan(40);
    for (const file of files) await import(join(process.cwd(), 'src', `${file}.ts`));
  });
});
