import { beforeEach, expect, it } from 'vitest';
import { networkSettings } from '../../../../src/platform/settings/settings.js';
import { defaultNetworkSettings } from '../../../../src/tuya/http/proxySettings.js';
import { workbench } from '../../../support/vscodeShim.js';

beforeEach(() => workbench.reset());

function set(values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) workbench.configuration.set(`http.${name}`, value);
}

it('are the defaults where nothing is set', () => {
  expect(networkSettings.read()).toEqual(defaultNetworkSettings);
});

it('are what the user set', () => {
  const chosen = {
    proxySupport: 'off',
    proxy: 'http://p:1',
    noProxy: ['a.org'],
    proxyAuthorization: 'Basic x',
    proxyStrictSSL: false,
    systemCertificates: false,
  };
  set(chosen);
  expect(networkSettings.read()).toEqual(chosen);
});

it('are the defaults where a value has another type', () => {
  set({ proxySupport: 'always', proxy: 7, noProxy: 'a.org', proxyAuthorization: {}, proxyStrictSSL: 'no' });
  expect(networkSettings.read()).toEqual(defaultNetworkSettings);
  set({ noProxy: ['a.org', 5, null] });
  expect(networkSettings.read().noProxy).toEqual(['a.org']);
});

it('never come from a workspace', () => {
  const evil = (value: unknown, more: Record<string, unknown> = {}) =>
    new Map(Object.entries({ workspaceValue: value, workspaceFolderValue: value, ...more }));
  set({
    proxySupport: evil('off', { defaultValue: 'on' }),
    proxy: evil('http://evil:1', { defaultValue: '' }),
    noProxy: evil(['*'], { globalValue: ['a.org'], defaultValue: [] }),
    proxyAuthorization: evil('Basic evil'),
    proxyStrictSSL: evil(false, { defaultValue: true }),
    systemCertificates: evil(false, { defaultValue: true }),
  });
  expect(networkSettings.read()).toEqual({
    ...defaultNetworkSettings,
    proxySupport: 'on',
    noProxy: ['a.org'],
  });
});

it('tell of their changes, and of nothing else', () => {
  let told = 0;
  const subscription = networkSettings.onDidChange(() => told++);
  for (const name of [
    'http.proxy',
    'http.noProxy',
    'http.electronFetch',
    'editor.fontSize',
    'http.systemCertificates',
  ])
    workbench.configurationChanged.fire(name);
  expect(told).toBe(3);
  subscription.dispose();
  workbench.configurationChanged.fire('http.proxy');
  expect(told).toBe(3);
});
