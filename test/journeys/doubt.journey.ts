import { expect } from 'vitest';
import { withCloudProject, type CloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';
import type { OpenWorkbench } from './harness/openWorkbench.js';

/** When the connection breaks, and which device that happens to. Last the one that is looked at for half a minute. */
const moments = [
  ['during', 'Zähler Keller'],
  ['after', 'Bench Board WBR3'],
  ['before', 'Kühlschrank'],
] as const;

/** What a person does to a device, and what is said where it was done and where that isn't known yet. */
interface Write {
  readonly operation: 'renameDevice' | 'deleteDevice' | 'resetDevice';
  ask(window: OpenWorkbench, project: CloudProject, device: string): Promise<void>;
  done(device: string): string;
  unknown(device: string): string;
}

/** Breaks the connection in each moment: executed at most once, and what is said is true. */
async function doubt(window: OpenWorkbench, write: Write): Promise<void> {
  await withCloudProject(window, {}, async (project) => {
    const { cloud } = project;
    for (const [when, device] of moments) {
      // What became of the one before is still being drawn: a row that is about to move has no menu of its own.
      await project.tree.settled();
      const before = cloud.ledger.count(write.operation);
      const fault = { kind: 'reset', when } as const;
      const active = cloud.faults.add({ fault, operation: write.operation, times: 1 });
      await write.ask(window, project, device);
      const wasDone = when !== 'before';
      await window.workbench.notifications.shown(wasDone ? write.done(device) : write.unknown(device));
      expect(active.hits).toBe(1);
      const { calls, executed } = cloud.ledger.count(write.operation);
      expect([calls - before.calls, executed - before.executed]).toEqual([1, wasDone ? 1 : 0]);
      if (wasDone) await window.workbench.notifications.dismissAll();
    }
  });
}

journey('a rename is told truthfully, whenever the connection breaks', { anyWindow: true }, (window) =>
  doubt(window, {
    operation: 'renameDevice',
    ask: async ({ workbench }, { tree }, device) => {
      await (await tree.menu(new RegExp(`^${device},`))).choose('Rename…');
      await workbench.quickInput.shown(/Rename Device/);
      await workbench.quickInput.answer(`New ${device}`);
    },
    done: (device) => `The connection broke, but it was done: the device is called ‘New ${device}’ now.`,
    unknown: (device) => `it isn’t known yet whether the device is called ‘New ${device}’. Checking again…`,
  }),
);

journey('a deletion is told truthfully, whenever the connection breaks', { anyWindow: true }, (window) =>
  doubt(window, {
    operation: 'deleteDevice',
    ask: async ({ workbench }, { tree }, device) => {
      await (await tree.menu(new RegExp(`^${device},`))).choose('Delete…');
      await workbench.dialog.choose('Delete');
    },
    done: (device) => `The connection broke, but it was done. ‘${device}’ was deleted.`,
    unknown: (device) => `‘${device}’: the connection broke, and it isn’t known yet whether it was done.`,
  }),
);

journey(
  'a reset is told truthfully from the log, whenever the connection breaks',
  { anyWindow: true },
  (window) =>
    doubt(window, {
      operation: 'resetDevice',
      ask: async ({ workbench }, { tree, cloud }, device) => {
        const looks = cloud.ledger.count('getDeviceLogs').calls;
        await (await tree.menu(new RegExp(`^${device},`))).choose('Restore Factory Defaults…');
        await workbench.dialog.choose('Restore Factory Defaults');
        await expect
          .poll(() => cloud.ledger.count('getDeviceLogs').calls, { timeout: 10_000 })
          .toBeGreaterThan(looks);
      },
      done: (device) =>
        `The connection broke, but it was done. ‘${device}’ was reset to its factory defaults.`,
      unknown: (device) => `‘${device}’: the connection broke, and it isn’t known yet whether it was done.`,
    }),
);
