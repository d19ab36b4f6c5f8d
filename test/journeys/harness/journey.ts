import { test } from 'vitest';
import { onStopSignal } from '../../vscode/processes.mjs';
import { keepEvidence } from './evidence.js';
import { Hosting } from './hosting.js';
import { openWorkbench, type OpenWorkbench, type WorkbenchOptions } from './openWorkbench.js';

const limit = 180_000;

/** Of this worker: files that run in one process share their modules. Vitest ends the process by a signal. */
const hosting = new Hosting();
onStopSignal(() => hosting.close());

/**
 * A test in a VS Code window of its own with a profile of its own, closed at the end whatever happens. When it fails, a
 * picture of the window, its text and the logs are kept, and the error says where.
 */
export function journey(
  name: string,
  options: WorkbenchOptions & { readonly timeoutMs?: number },
  walk: (window: OpenWorkbench) => Promise<void>,
): void {
  test(name, { timeout: options.timeoutMs ?? limit }, async ({ signal }) => {
    const window = await openWorkbench(hosting, options);
    // Out of time: the next try begins while this walk still stands somewhere.
    signal.addEventListener('abort', window.disown);
    try {
      signal.throwIfAborted();
      await walk(window);
    } catch (error) {
      window.disown();
      const folder = await keepEvidence(name, window);
      console.error(`“${name}” failed; what was on the screen and in the logs is in ${folder}`);
      throw error;
    } finally {
      await window.close();
    }
  });
}
