import { afterEach, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { Emitter } from '../../../../src/base/event.js';
import { silentLogger } from '../../../../src/base/logger.js';
import type { ProjectsChange } from '../../../../src/model/projects/projectStore.js';
import { UserForms } from '../../../../src/model/userForm/userForm.js';
import { WeightUnitPreference } from '../../../../src/model/userForm/weightUnitPreference.js';
import { UserFormRegistry } from '../../../../src/panels/userForm/userFormRegistry.js';
import { EventEmitter, window } from '../../../support/vscodeShim.js';
import { actionsSetup } from '../../model/devices/cloudSetup.js';

afterEach(() => void vi.restoreAllMocks());

/** What stands in a form after a window reload, by what its page had kept. */
async function broughtBack(state: unknown) {
  const { clock, client, actions, store } = actionsSetup();
  const weight = new WeightUnitPreference({ get: () => undefined, update: () => Promise.resolve() });
  const forms = new UserForms({
    connections: { client: () => Promise.resolve(client) },
    devices: store,
    projects: { get: () => undefined, onDidChange: new Emitter<ProjectsChange>().event },
    actions,
    weight,
    clock,
  });
  const opened = vi.spyOn(forms, 'open');
  const serializers = vi.spyOn(window, 'registerWebviewPanelSerializer');
  const registry = new UserFormRegistry({
    extensionUri: {} as vscode.Uri,
    log: silentLogger,
    parts: () => Promise.resolve({ forms, weight, clock }),
    showExtensionLog: () => undefined,
  });
  const [, serializer] = serializers.mock.lastCall as unknown as [string, vscode.WebviewPanelSerializer];
  const closed = new EventEmitter<void>();
  const panel = {
    title: '',
    visible: true,
    webview: {
      html: '',
      options: {},
      cspSource: 'x',
      asWebviewUri: (uri: unknown) => uri,
      postMessage: () => Promise.resolve(true),
      onDidReceiveMessage: new EventEmitter<unknown>().event,
    },
    onDidChangeViewState: new EventEmitter<void>().event,
    onDidDispose: closed.event,
    dispose: () => closed.fire(),
  };
  await serializer.deserializeWebviewPanel(panel as unknown as vscode.WebviewPanel, state);
  const form = opened.mock.results[0]?.value as ReturnType<UserForms['open']> | undefined;
  const { form: typed, earlier, ending } = form?.state() ?? {};
  registry.dispose();
  return { typed, earlier, ending };
}

const ref = { projectId: 'p', deviceId: 'd' };
const draft = {
  nickName: 'Zoë',
  sex: '2',
  birthday: '',
  height: '180',
  weight: '',
  weightUnit: 'kg',
  contact: '',
};
const user = { nickName: 'Zoë', sex: 2, height: 172 };

it.each([
  [{ user, since: 1_700_000_000_000 }, undefined],
  [{ user, added: { userId: '7' } }, { outcome: 'savedBefore' }],
  [
    { user, added: {} },
    { outcome: 'savedPartly', unsaved: 'changes' },
  ],
  [{ user, added: { userId: '7' }, isChanging: true }, undefined],
])('knows after a window reload whom the form had sent: %j', async (earlier, ending) => {
  const state = await broughtBack({ ...ref, draft, earlier });
  expect(state).toStrictEqual({ typed: draft, earlier, ending });
});

it('takes a save that was under way when the window ended for one that has just broken off', async () => {
  const state = await broughtBack({ ...ref, draft, earlier: { user } });
  expect(state.earlier).toEqual({ user, since: expect.any(Number) as number });
});

it.each([undefined, true, { user: { ...user, sex: '2' } }, { user, result: {} }])(
  'comes back with what was typed where the page kept %j of what was sent',
  async (earlier) => {
    const state = await broughtBack({ ...ref, draft, earlier });
    expect(state).toEqual({ typed: draft, earlier: undefined, ending: undefined });
  },
);

it('knows nothing of a new user in the form of one who is there', async () => {
  const state = await broughtBack({ ...ref, userId: '7', draft, earlier: { user } });
  expect(state).toMatchObject({ typed: draft, earlier: undefined });
});
