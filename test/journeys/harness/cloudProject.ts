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

/** Runs a cloud on loopback, adds its project as a script does, and walks. By prompts it is added in firstRun.journey.ts. */
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
    await window.helper.ask('project', {
      name: 'Bench',
      endpoint: server.origin,
      accessId,
      accessSecret,
      schema,
    });
    const tree = workbench.tree('Devices');
    const row = tree.row(/^Bench, cloud project/).and(tree.row(new RegExp(new URL(server.origin).host)));
    await row.waitFor();
    // Few users are open from the start, many are not.
    const first = cloud.credentials.uids.length <= 5 ? /, device$/ : /, user$/;
    await tree.row(first).first().waitFor();
    // Of a small fleet everything is read at once: what is clicked before that may move away.
    const isRead = options.devices ? / devices/ : /^(?!.* and more).* devices/;
    await tree
      .row(/^Bench, cloud project/)
      .and(tree.row(isRead))
      .waitFor();
    await tree.settled();
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
