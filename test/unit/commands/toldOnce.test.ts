import { afterEach, beforeEach, expect, it } from 'vitest';
import { ErrorNotifier } from '../../../src/platform/errorMessages/errorNotifier.js';
import { eventually } from '../../support/eventually.js';
import { aWorkbench } from '../../support/commandSetup.js';
import { aTree, flat } from '../../support/treeSetup.js';
import { workbench } from '../../support/vscodeShim.js';
import { byPerson } from '../../support/asking.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
beforeEach(async () => {
  bench = await aWorkbench();
  await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys, schema: bench.schema });
});
afterEach(() => bench.end());

it('a refresh that fails the same way for every user says so in each row, and in at most one message', async () => {
  const { rows, item, tree } = aTree(bench.core);
  const users = bench.core.fleet.of('id1');
  await rows();
  bench.cloud.faults.add({
    fault: { kind: 'code', code: 28841105 },
    operation: ['listUserDevices', 'listDevices'],
  });
  await bench.run('tuya.refresh');
  for (const { uid } of users.users().users) {
    await bench.run('tuya.refreshNode', { place: { kind: 'owner', projectId: 'id1', uid } });
  }
  const shown = flat(await rows()).map(({ node }) => item(node));
  const failed = shown.filter(({ description }) =>
    /authorised for it\. \(code 28841105/.test(description ?? ''),
  );
  expect(failed.length).toBeGreaterThan(1);
  expect([...workbench.errors, ...workbench.messages].length).toBeLessThanOrEqual(1);
  tree.dispose();
});

it('the same failure of ten commands is one message, and told again once that is gone', async () => {
  let close = (): void => undefined;
  workbench.errorsStay = new Promise<void>((resolve) => (close = resolve));
  await bench.vault.delete('project/id1/secret');
  const diagnose = () => bench.run('tuya.diagnoseProject', { projectId: 'id1' });
  await Promise.all(Array.from({ length: 10 }, diagnose));
  expect(workbench.errors).toEqual([expect.stringMatching(/^The Access Secret of this project is missing/)]);
  bench.vault.locked = true;
  await diagnose();
  expect(workbench.errors).toHaveLength(2);
  bench.vault.locked = false;
  close();
  await workbench.errorsStay;
  await eventually(async () => {
    await diagnose();
    expect(workbench.errors).toHaveLength(3);
  });
});

it('a failure whose remedy is a page of Tuya’s console has a button that opens it', async () => {
  bench.cloud.faults.add({ fault: { kind: 'code', code: 28841105 }, operation: 'listUserDevices' });
  workbench.pressOn = (_, [button]) => button;
  const error = await bench.core.connections
    .client('id1', byPerson())
    .then((client) => client.devices.listOfUser(String(bench.uids[0])))
    .catch((thrown: unknown) => thrown);
  await new ErrorNotifier(() => undefined).tell(error);
  expect(workbench.opened).toEqual(['https://platform.tuya.com/cloud/products']);
});
