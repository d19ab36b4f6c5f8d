import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createCloud } from '../../src/simulator/cloud/cloud.js';
import type { Bench, Figures, Side } from './bench.js';
import type * as windowModule from './panels/window.mjs';

/** Runs from this checkout, whatever the side: VS Code and the browser are kept here. */
const windows = pathToFileURL(join(process.cwd(), 'test', 'bench', 'panels', 'window.mjs')).href;

/** A panel and an empty one take turns in one window of the real VS Code, with its demo project. */
function panel(name: 'details' | 'log'): Side {
  return async ({ root }) => {
    const { openWindow, panels } = (await import(windows)) as typeof windowModule;
    const demo = createCloud({ seed: 1, edition: 'free' });
    // A measuring socket has rows at every hour of the day.
    const deviceId = demo.truth.devicesOfProduct('socket')[0] ?? '';
    const window = await openWindow({ extension: root, deviceId });
    return {
      run: async (): Promise<Figures> => {
        const [empty, full] = [await window.time(panels.empty), await window.time(panels[name])];
        return {
          'to the first useful paint, ms': full,
          'of an empty panel, ms': empty,
          'beside an empty panel': full / empty,
        };
      },
      close: () => window.close(),
    };
  };
}

export default {
  title: 'Panels',
  needsBuild: true,
  rows: [
    {
      name: 'Details: from the key to the first data point',
      rounds: 25,
      sides: { ours: panel('details') },
      goals: [{ figure: 'beside an empty panel', atMost: 1.4 }],
    },
    {
      name: 'Log: from the key to the first row',
      rounds: 25,
      sides: { ours: panel('log') },
      goals: [{ figure: 'beside an empty panel', atMost: 1.6 }],
    },
  ],
} satisfies Bench;
