import { afterEach, expect, it } from 'vitest';
import type { Logger } from '../../../../src/base/logger.js';
import {
  commandIds,
  registerCommands,
  type CommandHandlers,
} from '../../../../src/platform/commands/commands.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import { commands, workbench } from '../../../support/vscodeShim.js';

const canary = 'CANARY-secret';
let registered: { dispose(): void };
afterEach(() => registered.dispose());

/** Runs a command whose handler fails, and answers what the log got. */
async function logOf(error: unknown): Promise<string> {
  workbench.reset();
  const lines: unknown[] = [];
  const log: Logger = { log: (...line) => void lines.push(line), child: () => log };
  const fail = () => {
    throw error;
  };
  const handlers = Object.fromEntries(Object.keys(commandIds).map((name) => [name, fail]));
  registered = registerCommands(handlers as unknown as CommandHandlers, { log, showLog: () => undefined });
  await commands.executeCommand(commandIds.refresh);
  return JSON.stringify(lines);
}

it.each([
  ['an error', Object.assign(new TypeError(`fetch failed: ${canary}`), { accessSecret: canary })],
  ['an error with a cause', new Error(canary, { cause: new Error(canary) })],
  ['a text', canary],
  ['an object', { message: canary, name: canary, stack: canary }],
])('of an unknown failure the log gets the kind and no text: %s', async (_, error) => {
  const text = await logOf(error);
  expect(text).toContain('tuya.refresh failed');
  expect(text).toContain('"error":"');
  expect(text).not.toContain(canary);
});

it('of a failure of ours it gets what support asks for, and not the sentence', async () => {
  const error = new TuyaError('permission', {
    operation: 'devices.list',
    message: `The cloud refused it: “${canary}”`,
    remedy: 'tryAgain',
    code: 1106,
    tid: 'abc',
  });
  const text = await logOf(error);
  for (const fact of ['devices.list', 'permission', '1106', 'abc']) expect(text).toContain(fact);
  expect(text).not.toContain(canary);
});
