import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, test } from 'vitest';
import { onStopSignal } from '../../vscode/processes.mjs';
import { keepEvidence } from './evidence.js';
import { Hosting } from './hosting.js';
import { openWorkbench, type OpenWorkbench, type WorkbenchOptions } from './openWorkbench.js';

const limit = 180_000;

/** Of this worker: files that run in one process share their modules. Vitest ends the process by a signal. */
const hosting = new Hosting();
onStopSignal(() => hosting.close());

/** The window that the last journey left for another one, and how many have walked in it. */
let left: { readonly key: string; readonly window: OpenWorkbench; readonly walks: number } | undefined;
/** Each leaves something in the memory of its window. */
const mostWalks = 8;

interface JourneyOptions extends WorkbenchOptions {
  readonly timeoutMs?: number;
  /**
   * It may begin in a window that other journeys were in: their projects are gone and their editors closed, but the window
   * isn't the first one ever. Opening a window is half of the work of most journeys.
   */
  readonly anyWindow?: boolean;
  /** Absolute path of a folder: each try opens a copy of it, which it may change. */
  readonly copyOf?: string;
}

interface Opened {
  readonly window: OpenWorkbench;
  /** Journeys that have been in it. */
  readonly walks: number;
}

async function windowFor({ anyWindow = false, ...options }: JourneyOptions): Promise<Opened> {
  const last = left;
  left = undefined;
  if (last && anyWindow && last.key === JSON.stringify(options) && last.walks < mostWalks) {
    try {
      await last.window.helper.clear();
      await last.window.switchTheme(options.theme ?? 'dark');
      return last;
    } catch (error) {
      console.error('A window could not be cleared, and another one is opened.', error);
      last.window.disown();
    }
  }
  await last?.window.close();
  return { window: await openWorkbench(hosting, options), walks: 0 };
}

/**
 * A test in a VS Code window: one of its own with a profile of its own, or any that such a journey left. When it fails, a
 * picture of the window, its text and the logs are kept, and the error says where.
 */
export function journey(
  name: string,
  { timeoutMs = limit, copyOf, ...given }: JourneyOptions,
  walk: (window: OpenWorkbench) => Promise<void>,
): void {
  test(name, { timeout: timeoutMs }, async () => {
    // Out of time: the next try begins while this walk still stands somewhere. Vitest's own signal is that of all tries.
    const ending = AbortSignal.timeout(timeoutMs - 1_000);
    const folder = copyOf === undefined ? given.folder : await copied(copyOf);
    const options = { ...given, ...(folder !== undefined && { folder }) };
    const { window, walks } = await windowFor(options);
    ending.addEventListener('abort', window.disown);
    let isGood = false;
    try {
      ending.throwIfAborted();
      await walk(window);
      isGood = true;
    } catch (error) {
      window.disown();
      const evidence = await keepEvidence(name, window, error);
      console.error(`“${name}” failed; what was on the screen and in the logs is in ${evidence}`);
      throw error;
    } finally {
      const { anyWindow = false, ...key } = options;
      if (isGood && anyWindow && !ending.aborted)
        left = { key: JSON.stringify(key), window, walks: walks + 1 };
      else await window.close();
    }
  });
}

async function copied(folder: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'workspace-'));
  // Whatever becomes of the try; its window may still write there for a moment.
  onTestFinished(() => rm(copy, { recursive: true, force: true, maxRetries: 5 }));
  await cp(folder, copy, { recursive: true });
  return copy;
}
