import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { silentLogger } from '../../../../src/base/logger.js';
import { DetailsRegistry } from '../../../../src/panels/details/detailsRegistry.js';
import type { DeviceRef } from '../../../../src/model/projects/project.js';
import { TabInputWebview, workbench } from '../../../support/vscodeShim.js';

beforeEach(() => {
  workbench.reset();
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => vi.useRealTimers());

const ref = (deviceId: string): DeviceRef => ({ projectId: 'p', deviceId });

/** Details whose panels stay empty: their tabs are what counts here. */
function details({ wantsPreviews = true } = {}) {
  const told: boolean[] = [];
  const front: string[] = [];
  const registry = new DetailsRegistry({
    extensionUri: {} as never,
    log: silentLogger,
    parts: () => Promise.reject(new Error('nothing to show')),
    showExtensionLog: () => undefined,
    openUserForm: () => undefined,
    openDeviceLog: () => undefined,
    editPoint: () => Promise.resolve(),
    showInSource: () => Promise.resolve(),
    hasSource: () => false,
    openProduct: () => Promise.resolve(),
    importModel: () => Promise.resolve(),
    wantsPreviews: () => wantsPreviews,
    tellPreview: (isPreview) => void told.push(isPreview),
  });
  registry.onDidActivate(({ deviceId }) => front.push(deviceId));
  /** A click on a row, long after the last one. */
  const click = async (deviceId: string, afterMs = 2_000): Promise<void> => {
    vi.advanceTimersByTime(afterMs);
    await registry.open(ref(deviceId));
  };
  const icons = (): (string | undefined)[] => workbench.panels.map(({ iconPath }) => iconPath?.id);
  const isPreview = (): boolean | undefined => told.at(-1);
  return { registry, click, icons, front, isPreview };
}

it('the next details take the place of the last ones, until they are kept', async () => {
  const { click, icons, registry, isPreview } = details();
  await click('a');
  await click('b');
  expect(icons()).toEqual(['open-preview']);
  expect(isPreview()).toBe(true);
  registry.keep();
  expect(icons()).toEqual(['circuit-board']);
  expect(isPreview()).toBe(false);
  await click('c');
  expect(icons()).toEqual(['circuit-board', 'open-preview']);
  // What is open comes to the front, and replaces nothing.
  await click('b');
  expect(workbench.panels.map(({ active }) => active)).toEqual([true, false]);
  expect(isPreview()).toBe(false);
  await click('d');
  expect(icons()).toEqual(['circuit-board', 'open-preview']);
});

it('a double click keeps them, two clicks do not', async () => {
  const { click, icons } = details();
  await click('a');
  await click('a', 1_000);
  expect(icons()).toEqual(['open-preview']);
  await click('a', 200);
  expect(icons()).toEqual(['circuit-board']);
  await click('b');
  await click('c', 100);
  expect(icons()).toEqual(['circuit-board', 'open-preview']);
});

it.each([
  'checkName',
  'rename',
  'nameOtherPoint',
  'editPoint',
  'addUser',
  'editUser',
  'deleteUser',
  'setLive',
  'send',
  'sendAgain',
  'checkSend',
])('what is done in them keeps them: %s', async (name) => {
  const { click, icons } = details();
  await click('a');
  const [panel] = workbench.panels;
  for (const passive of ['refresh', 'copy', 'reveal'])
    panel?.says({ kind: 'request', session: 's', id: 1, name: passive });
  for (const odd of [null, 'rename', { name: { name } }, Object.create({ name })]) panel?.says(odd);
  expect(icons()).toEqual(['open-preview']);
  panel?.says({ kind: 'request', session: 's', id: 2, name });
  expect(icons()).toEqual(['circuit-board']);
});

it('a tab that was pinned stays', async () => {
  const { click, icons } = details();
  await click('a');
  const title = workbench.panels[0]?.title ?? '';
  const input = new TabInputWebview('mainThreadWebview-tuya.details');
  workbench.tabs.push({ label: title, isPinned: true, input });
  await click('b');
  expect(icons()).toEqual(['circuit-board', 'open-preview']);
});

it('without previews in VS Code there are none here', async () => {
  const { click, icons } = details({ wantsPreviews: false });
  await click('a');
  await click('b');
  expect(icons()).toEqual(['circuit-board', 'circuit-board']);
});

it('says whose details come to the front, each time once', async () => {
  const { click, front, registry } = details();
  await click('a');
  registry.keep(ref('a'));
  await click('b');
  await click('b');
  workbench.panels[0]?.reveal();
  expect(front).toEqual(['a', 'b', 'a']);
  // One that is closed is a preview no more.
  workbench.panels[1]?.dispose();
  await click('c');
  expect(workbench.panels).toHaveLength(2);
});
