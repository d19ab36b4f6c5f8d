import { readdir, readFile } from 'node:fs/promises';
import { posix, sep } from 'node:path';
import type { ImportKind } from './lint/doors.mjs';

export interface SourceImport {
  /** The importing file, from src and without an ending: `model/fleet/account`. */
  readonly from: string;
  /** The imported file in the same form, or a package with the path in it. */
  readonly to: string;
  readonly isPackage: boolean;
  readonly kind: ImportKind;
}

/** Every file of src that lint looks at, without an ending. */
export async function sourceFiles(): Promise<string[]> {
  const files = await readdir('src', { recursive: true });
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => file.split(sep).join('/').slice(0, -'.ts'.length));
}

// The formatter begins every statement on a line of its own.
const statement = /^(?:import|export) (type )?(?:[^;']*? from )?'([^']+)';$|\bimport\('([^']+)'\)/gm;

/** Every import of src. */
export async function sourceImports(): Promise<SourceImport[]> {
  const files = await sourceFiles();
  const all = await Promise.all(
    files.map(async (from) => {
      const text = await readFile(`src/${from}.ts`, 'utf8');
      return [...text.matchAll(statement)].map(([, type, name, lazyName]): SourceImport => {
        const specifier = name ?? lazyName ?? '';
        const isPackage = !specifier.startsWith('.');
        const to = isPackage ? specifier : posix.join(from, '..', specifier).replace(/\.js$/, '');
        return { from, to, isPackage, kind: lazyName ? 'lazy' : type ? 'type' : 'value' };
      });
    }),
  );
  return all.flat();
}
