import { beforeEach, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { lazyCore } from '../../../src/app/startCore.js';
import type { Core } from '../../../src/app/core.js';
import { toDisposable, type IDisposable } from '../../../src/base/lifecycle.js';
import { ContextKeys } from '../../../src/platform/settings/contextKeys.js';
import { OutputLog } from '../../../src/platform/display/outputLog.js';
import { MemoryState } from '../../support/storage.js';
import { tempFolder } from '../../support/tempFolder.js';
import { workbench } from '../../support/vscodeShim.js';
import { byPerson } from '../../support/asking.js';

beforeEach(() => workbench.reset());

/** A window, and what has followed its core and ended. */
function aWindow(follow?: (core: Core) => Promise<IDisposable>, projects?: unknown) {
  const subscriptions: IDisposable[] = [];
  const ended: string[] = [];
  const listen = () => toDisposable(() => undefined);
  const context = {
    subscriptions,
    workspaceState: new MemoryState(),
    globalStorageUri: { fsPath: tempFolder() },
    secrets: { get: () => Promise.resolve(undefined), onDidChange: listen },
  } as unknown as vscode.ExtensionContext;
  const followed: Core[] = [];
  const followCore = (core: Core): Promise<IDisposable> => {
    followed.push(core);
    const dispose = core.dispose.bind(core);
    vi.spyOn(core, 'dispose').mockImplementation(() => {
      ended.push('core');
      return dispose();
    });
    return follow?.(core) ?? Promise.resolve(toDisposable(() => void ended.push('follower')));
  };
  const core = lazyCore({
    context,
    log: new OutputLog(),
    contextKeys: new ContextKeys(),
    state: new MemoryState(new Map([['projects', projects]])),
    follow: followCore,
  });
  return { core, ended, followed, close: () => subscriptions.forEach((item) => item.dispose()) };
}

it('ends with the window, after all that shows it, once', async () => {
  const { core, ended, close } = aWindow();
  await core.get();
  close();
  close();
  expect(ended).toEqual(['follower', 'core']);
});

it('ends where the window closes while it is being made', async () => {
  const { core, ended, close } = aWindow();
  const starting = core.get();
  close();
  const { connections } = await starting;
  await expect(connections.client('any', byPerson())).rejects.toMatchObject({ name: 'AbortError' });
  expect(ended).toEqual(['follower']);
});

it('ends where nothing can follow it; the next caller gets another one', async () => {
  let failures = 1;
  const { core, ended, followed, close } = aWindow(() =>
    failures-- > 0 ? Promise.reject(new Error('damaged')) : Promise.resolve(toDisposable(() => undefined)),
  );
  await expect(core.get()).rejects.toThrow('damaged');
  expect(ended).toEqual(['core']);
  expect(await core.get()).toBe(followed[1]);
  expect(ended).toEqual(['core']);
  close();
  expect(ended).toEqual(['core', 'core']);
});

it.each([
  [undefined, false],
  [[], false],
  [[{ name: 'damaged' }], true],
])('says at once whether there are projects, without the core: %j', (projects, isConnected) => {
  const { followed, close } = aWindow(undefined, projects);
  expect(workbench.contextKeys.get('tuya.connected')).toBe(isConnected);
  expect(workbench.contextKeys.get('tuya.noProjects')).toBe(!isConnected);
  expect(followed).toEqual([]);
  close();
});

it('says so as well when the first project comes and the last one goes', async () => {
  const { core, close } = aWindow();
  const { setup, projects } = await core.get();
  const { id } = await setup.addDemo('Demo');
  expect(workbench.contextKeys.get('tuya.noProjects')).toBe(false);
  await projects.remove(id);
  expect(workbench.contextKeys.get('tuya.noProjects')).toBe(true);
  close();
});
