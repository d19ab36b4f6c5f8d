import { afterAll, test } from 'vitest';
import { onStopSignal } from '../../vscode/processes.mjs';
import { keepEvidence } from './evidence.js';
import { Hosting } from './hosting.js';
import { openWorkbench, type OpenWorkbench, type WorkbenchOptions } from './openWorkbench.js';

const limit = 180_000;

const hosting = new Hosting();
afterAll(() => hosting.close());
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
  test(name, { timeout: options.timeoutMs ?? limit }, async () => {
    const window = await openWorkbench(hosting, options);
    try {
      await walk(window);
    } catch (error) {
      const folder = await keepEvidence(name, window);
      console.error(`“${name}” failed; what was on the screen and in the logs is in ${folder}`);
      throw error;
    } finally {
      await window.close();
    }
  });
}
