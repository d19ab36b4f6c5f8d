import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Takes away the files of a folder and its folders that were written longest ago, until the rest is within the limits. */
export async function sweepOldest(
  folder: string,
  limits: { readonly files: number; readonly bytes: number },
): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const facts = await stat(path).catch(() => undefined);
      return facts?.isFile() ? [{ path, at: facts.mtimeMs, bytes: facts.size }] : [];
    }),
  );
  let files = 0;
  let bytes = 0;
  for (const file of found.flat().sort((a, b) => b.at - a.at)) {
    files++;
    bytes += file.bytes;
    if (files > limits.files || bytes > limits.bytes)
      await rm(file.path, { force: true }).catch(() => undefined);
  }
}
