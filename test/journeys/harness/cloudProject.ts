import { createCloud, type Cloud, type CloudOptions } from '../../../src/simulator/cloud/cloud.js';
import { startServer } from '../../../src/simulator/http/server.js';
import type { QuickInput } from '../../support/workbench/quickInput.js';
import type { TreeView } from '../../support/workbench/treeView.js';
import type { OpenWorkbench } from './openWorkbench.js';

/** A pretended cloud on this machine, and its project in the window's tree. */
export interface CloudProject {
  readonly cloud: Cloud;
  readonly tree: TreeView;
  /** The id of the device of that name. */
  idOf(name: string): string;
  /** What the cloud calls the device now; undefined for one that is deleted. */
  nameOf(id: string): unknown;
}

/** Runs a cloud on loopback, adds its project through the prompts as a person does, and walks. */
export async function withCloudProject(
  window: OpenWorkbench,
  options: CloudOptions & { readonly latencyMs?: number },
  walk: (project: CloudProject) => Promise<void>,
): Promise<void> {
  const { latencyMs = 0, ...cloudOptions } = options;
  const cloud = createCloud({ seed: 7, edition: 'free', isCalm: true, ...cloudOptions });
  const server = await startServer(cloud, { port: 0, latencyMs });
  try {
    const { workbench } = window;
    const { accessId, accessSecret, schema } = cloud.credentials;
    const { quickInput } = workbench;
    await workbench.activityBar.open('Tuya');
    await workbench.sideBar.welcomeAction('Add a Cloud Project…').click();
    await quickInput.shown(/Add a Cloud Project/);
    await typeKeys(quickInput, { accessId, accessSecret, endpoint: server.origin });
    // What a project can do without is offered once it is connected.
    await workbench.notifications.choose(/is connected/, 'Name, App Schema, User IDs…');
    for (const [step, text] of [
      [/1\/3/, 'Bench'],
      [/2\/3/, schema],
      [/3\/3/, ''],
    ] as const) {
      await quickInput.shown(step);
      await quickInput.answer(text);
    }
    const tree = workbench.tree('Devices');
    await tree.row(/^Bench, cloud project/).waitFor();
    // Few users are open from the start, many are not.
    const first = cloud.credentials.uids.length <= 5 ? /, device$/ : /, user$/;
    await tree.row(first).first().waitFor();
    await tree.settled();
    // A slow window has kept what it read before it was told the name, and shows that, dated and with basic data alone.
    if ((await tree.row(/^Bench, cloud project.*, as of /).count()) > 0) {
      await workbench.palette.run('Tuya: Refresh All Projects');
      await tree.row(/^Bench, cloud project(?!.*as of)/).waitFor();
      await tree.settled();
    }
    await walk({
      cloud,
      tree,
      idOf: (name) => {
        const id = cloud.truth.deviceIds().find((one) => cloud.truth.device(one)?.['name'] === name);
        if (id === undefined) throw new Error(`The cloud has no device called ${name}.`);
        return id;
      },
      nameOf: (id) => cloud.truth.device(id)?.['name'],
    });
  } finally {
    await server.close();
  }
}

/** Answers the prompts of a new project at an endpoint of its own. */
export async function typeKeys(
  quickInput: QuickInput,
  keys: { readonly accessId: string; readonly accessSecret: string; readonly endpoint: string },
): Promise<void> {
  await quickInput.shown(/1\/3/);
  await quickInput.answer(keys.accessId);
  await quickInput.shown(/2\/3/);
  await quickInput.answer(keys.accessSecret);
  await quickInput.shown(/3\/3/);
  await quickInput.toNext(() => quickInput.pick('Custom endpoint…'));
  await quickInput.answer(keys.endpoint);
}
