import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenWorkbench } from './openWorkbench.js';
import { kept } from '../../vscode/paths.mjs';

/** Keeps what helps to understand a failed journey, and says where. */
export async function keepEvidence(name: string, open: OpenWorkbench, error: unknown): Promise<string> {
  const folder = join(kept, 'failures', name.replaceAll(/[^\w-]+/g, '-').toLowerCase());
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { page } = open.workbench;
  const attempts: Promise<unknown>[] = [
    page.screenshot({ path: join(folder, 'window.png'), timeout: 5_000 }),
    page
      .locator('body')
      .ariaSnapshot({ timeout: 5_000 })
      .then((text) => writeFile(join(folder, 'window.txt'), text)),
    // Of a try that another one made good nothing else tells where it stood.
    writeFile(
      join(folder, 'error.txt'),
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    ),
    writeFile(join(folder, 'console.log'), open.consoleLines.join('\n')),
    writeFile(join(folder, 'server.log'), open.serverLog()),
    cp(open.logsDir, join(folder, 'logs'), { recursive: true }),
    open.keepTrace(join(folder, 'trace.zip')),
  ];
  await Promise.allSettled(attempts);
  return folder;
}
