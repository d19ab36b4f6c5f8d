import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { SourceLenses, type LensSource } from '../../../../src/languages/source/sourceLenses.js';
import { TuyaError, type TuyaErrorReason } from '../../../../src/tuya/errors/errors.js';
import { Uri, window, workbench } from '../../../support/vscodeShim.js';

const ref = { projectId: 'p', deviceId: 'd' };
const uri = Uri.parse('file:///protocol.h');
const document = {
  ...{ uri, isClosed: false },
  positionAt: (at: number) => ({ line: 0, character: at, with: (to: object) => to }),
} as unknown as vscode.TextDocument;
const minuteMs = 60_000;
const live = new AbortController().signal;

let now = 1_000_000;
let read: { readonly at: number; readonly value: object } | undefined;
let calls: number;
let answer: () => Promise<object>;
let lenses: SourceLenses;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  workbench.reset();
  workbench.configuration.set('tuya.source.lens', 'live');
  window.visibleTextEditors = [{ document: { uri } }];
  [calls, read] = [0, undefined];
  answer = () => Promise.resolve({ id: 'd', status: [] });
  const core = {
    devices: {
      device: () => read,
      put: (_: string, [value = {}]: readonly object[], at: number) => void (read = { at, value }),
    },
    budget: { mayRunAutomatically: () => true },
    connections: {
      client: () =>
        Promise.resolve({
          devices: {
            get: () => {
              calls++;
              return answer();
            },
          },
        }),
    },
    clock: { now: () => now },
  };
  const source = {
    ...{ core, product: { devices: { some: [ref], count: 1 } } },
    sites: [{ site: { start: 0, end: 1 }, point: { code: 'x' } }],
  } as unknown as LensSource;
  lenses = new SourceLenses(() => Promise.resolve(source));
});
afterEach(() => {
  lenses.dispose();
  window.visibleTextEditors = [];
  vi.useRealTimers();
});

const minutes = async (count: number): Promise<void> => {
  for (let at = 0; at < count; at++) {
    now += minuteMs;
    await vi.advanceTimersByTimeAsync(minuteMs);
  }
};
const failing = (reason: TuyaErrorReason) => (): Promise<never> =>
  Promise.reject(new TuyaError(reason, { operation: 'devices.get', message: '', remedy: 'tryAgain' }));

it('a device is read each minute while its file is in sight', async () => {
  await lenses.of(document, live);
  await minutes(3);
  expect(calls).toBe(4);
  window.visibleTextEditors = [];
  await minutes(3);
  expect(calls).toBe(4);
});

it('one that the cloud refuses isn’t asked again until it could be read, or its file is opened anew', async () => {
  answer = failing('permission');
  await lenses.of(document, live);
  await minutes(10);
  expect(calls).toBe(1);
  // A person has read it in its details.
  read = { at: now + 1, value: { id: 'd', status: [] } };
  await minutes(5);
  expect(calls).toBe(2);
  lenses.forget(document);
  read = undefined;
  await lenses.of(document, live);
  await minutes(5);
  expect(calls).toBe(3);
});

it('one that a bad network hides is asked each minute', async () => {
  answer = failing('network');
  await lenses.of(document, live);
  await minutes(3);
  expect(calls).toBe(4);
});

it('a silent cloud isn’t asked once more while it is silent', async () => {
  await lenses.of(document, live);
  await minutes(1);
  answer = () => new Promise(() => undefined);
  await minutes(10);
  expect(calls).toBe(3);
});
