import { expect } from 'vitest';
import { withCloudProject, type CloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';
import type { OpenWorkbench } from './harness/openWorkbench.js';

const moments = ['before', 'during', 'after'] as const;

/** What a person does, what is said where it was done and where it wasn't, and whether it really was. */
interface Write {
  readonly operation: 'renameDevice' | 'deleteDevice' | 'resetDevice';
  ask(window: OpenWorkbench, project: CloudProject): Promise<void>;
  readonly done: RegExp;
  readonly notDone: RegExp;
}

const writes: Readonly<Record<string, Write>> = {
  rename: {
    operation: 'renameDevice',
    ask: async ({ workbench }, { tree }) => {
      await (await tree.menu(/^Kühlschrank,/)).choose('Rename…');
      await workbench.quickInput.shown(/Rename Device/);
      await workbench.quickInput.answer('Lab fridge');
    },
    done: /The connection broke, but it was done: the device is called ‘Lab fridge’ now/,
    notDone: /‘Kühlschrank’ keeps its name\. The connection broke/,
  },
  delete: {
    operation: 'deleteDevice',
    ask: async ({ workbench }, { tree }) => {
      await (await tree.menu(/^Kühlschrank,/)).choose('Delete…');
      await workbench.dialog.choose('Delete');
    },
    done: /The connection broke, but it was done\. ‘Kühlschrank’ is deleted/,
    notDone: /‘Kühlschrank’ is not deleted\. The connection broke before it was done/,
  },
  reset: {
    operation: 'resetDevice',
    ask: async ({ workbench }, { tree }) => {
      await (await tree.menu(/^Kühlschrank,/)).choose('Restore Factory Defaults…');
      await workbench.dialog.choose('Restore');
    },
    done: /The connection broke, but it was done\. ‘Kühlschrank’ is back at its factory defaults/,
    notDone: /‘Kühlschrank’ is not reset\. The connection broke before it was done/,
  },
};

for (const [name, write] of Object.entries(writes)) {
  for (const when of moments) {
    journey(`a connection that breaks ${when} a ${name} is told truthfully`, {}, async (window) => {
      await withCloudProject(window, {}, async (project) => {
        const { cloud } = project;
        cloud.faults.add({ fault: { kind: 'reset', when }, operation: write.operation, times: 1 });
        await write.ask(window, project);
        const { calls, executed } = await settled(window, project, write);
        expect(calls).toBe(1);
        expect(executed).toBe(when === 'before' ? 0 : 1);
      });
    });
  }
}

async function settled(
  { workbench }: OpenWorkbench,
  { cloud }: CloudProject,
  { operation, done, notDone }: Write,
): Promise<{ readonly calls: number; readonly executed: number }> {
  await expect.poll(() => cloud.ledger.count(operation).calls, { timeout: 15_000 }).toBeGreaterThan(0);
  const { executed } = cloud.ledger.count(operation);
  await workbench.notifications.shown(executed === 1 ? done : notDone);
  return cloud.ledger.count(operation);
}
