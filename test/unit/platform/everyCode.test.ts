import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeProblem, problemText } from '../../../src/platform/problemTexts.js';
import { codeTable } from '../../../src/tuya/codeTable.js';
import { createTuyaClient, type TuyaClient } from '../../../src/tuya/client.js';
import { createUndiciTransport } from '../../../src/tuya/undiciTransport.js';
import { aWorkbench } from '../../support/commandSetup.js';
import { TestTokenStore } from '../../support/faultServerClient.js';
import { act, type } from '../../support/person.js';
import { workbench } from '../../support/vscodeShim.js';

/** Codes with a second meaning, and one that nobody knows. */
const special = [
  [2007, 'your ip(203.0.113.7) cross-region access is not allowed'],
  [1106, "your ip(203.0.113.7) don't have access to this API"],
  [987654321, 'what'],
] as const;
const codes: readonly (readonly [code: number, msg: string | undefined])[] = [
  ...[...codeTable.keys()].map((code) => [code, undefined] as const),
  ...special,
];

let bench: Awaited<ReturnType<typeof aWorkbench>>;
let client: TuyaClient;
const told: string[] = [];
beforeAll(async () => {
  bench = await aWorkbench();
  client = createTuyaClient({
    ...bench.keys,
    transport: createUndiciTransport(),
    tokenStore: new TestTokenStore(),
    repeats: false,
  });
  await client.test();
  await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys });
});
afterAll(async () => {
  await client.close();
  await bench.end();
});

const withoutTid = (text: string): string => text.replaceAll(/\b[0-9a-f]{32}\b/g, '<tid>');

/** A sentence, the next step, and the reference for support; nothing of what the cloud itself says. */
function isComplete(text: string, code: number): void {
  expect(text).toMatch(new RegExp(String.raw`^[A-Z‘].*[.] .*[.] \(code ${code}, trace ID [0-9a-f]{32}\)`));
  expect(text).not.toMatch(/\bip\(|deny|illegal|invalid|\bnull\b|\bat .*:\d+/);
}

describe('every code of the table, as a server returns it', () => {
  it.each(codes)('%i on a read has a cause, a next step and a reference %s', async (code, msg) => {
    const fault = { kind: 'code', code, ...(msg === undefined ? {} : { msg }) } as const;
    const active = bench.cloud.faults.add({ fault, operation: 'getDevice' });
    const [id = ''] = bench.cloud.truth.deviceIds();
    const error = await client.devices.get(id).catch((thrown: unknown) => thrown);
    active.remove();
    const text = problemText(describeProblem(error));
    isComplete(text, code);
    told.push(`read  ${withoutTid(text)}`);
  });

  it.each(codes)(
    '%i on a write is told to the person with a cause, a next step and a reference %s',
    async (code, msg) => {
      workbench.errors.length = workbench.messages.length = 0;
      const fault = { kind: 'code', code, ...(msg === undefined ? {} : { msg }) } as const;
      const active = bench.cloud.faults.add({ fault, operation: 'renameDevice' });
      const [deviceId = ''] = bench.cloud.truth.deviceIds();
      const name = `Name ${code}`;
      act(type(name));
      await bench.run('tuya.renameDevice', { projectId: 'id1', deviceId });
      active.remove();
      const all = [...workbench.errors, ...workbench.messages];
      expect(all).toHaveLength(1);
      const [text = ''] = all;
      // A write that may have been done is looked up, and what is told is what is so.
      if (code !== 500) expect(text).toMatch(/[.] \(code \d+, trace ID [0-9a-f]{32}\)$/);
      expect(text).toMatch(/^[A-Z‘].*[.]/);
      told.push(`write ${withoutTid(text).replaceAll(deviceId, '<device>')}`);
    },
  );

  it('reads like this', async () => {
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot('everyCode.en.txt');
  });
});
