import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeProblem, problemText } from '../../../../src/platform/errorMessages/problemTexts.js';
import { codeTable } from '../../../../src/tuya/errors/codeTable.js';
import { createTuyaClient, type TuyaClient } from '../../../../src/tuya/client.js';
import { createUndiciTransport } from '../../../../src/tuya/http/undiciTransport.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { TestTokenStore } from '../../../support/faultServerClient.js';
import { eventually } from '../../../support/eventually.js';
import { fastClock } from '../../../support/fastClock.js';
import { readWords } from '../../../support/languages.js';
import { act, type } from '../../../support/person.js';
import { workbench } from '../../../support/vscodeShim.js';

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

/** A sentence, the next step and the reference for support: how each language ends the one and writes the other. */
const languages = [
  {
    language: 'en',
    words: {},
    sentence: /^[A-Z‘].*[.]/,
    complete: /^[A-Z‘].*[.] .*[.] \(code (\d+), trace ID [0-9a-f]{32}\)/,
    reference: /[.] \(code \d+, trace ID [0-9a-f]{32}\)$/,
    foreign: /[^\p{ASCII}‘’“”–…→]/u,
  },
  {
    language: 'zh-cn',
    words: await readWords('l10n/bundle.l10n.zh-cn.json'),
    sentence: /^[\p{Script=Han}“].*。/u,
    complete: /^[\p{Script=Han}“].*。 ?.*。 ?（错误码 (\d+)，跟踪 ID [0-9a-f]{32}）/u,
    reference: /。 ?（错误码 \d+，跟踪 ID [0-9a-f]{32}）$/,
    // A sentence of English: names of Tuya's API groups are left as the console has them.
    foreign: /[a-z]+ (?:the|is|was|and|of|not) /,
  },
];

let bench: Awaited<ReturnType<typeof aWorkbench>>;
let client: TuyaClient;
const clock = fastClock();
beforeAll(async () => {
  bench = await aWorkbench({ clock });
  client = createTuyaClient({
    ...bench.keys,
    transport: createUndiciTransport(),
    tokenStore: new TestTokenStore(),
    repeats: false,
    clock,
  });
  await client.test();
  await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys });
});
afterAll(async () => {
  await client.close();
  await bench.end();
});

const withoutTid = (text: string): string => text.replaceAll(/\b[0-9a-f]{32}\b/g, '<tid>');

/** Nothing of what the cloud itself says. */
const rawText = /\bip\(|deny|illegal|invalid|\bnull\b|\bat .*:\d+/;

describe.each(languages)(
  'every code of the table, as a server returns it, in $language',
  ({ language, words, sentence, complete, reference, foreign }) => {
    const told: string[] = [];
    const isOurs = (text: string): void => {
      expect(text).not.toMatch(rawText);
      expect(text).not.toMatch(foreign);
    };
    beforeEach(() => {
      workbench.words = words;
    });

    it.each(codes)('%i on a read has a cause, a next step and a reference %s', async (code, msg) => {
      const fault = { kind: 'code', code, ...(msg === undefined ? {} : { msg }) } as const;
      const active = bench.cloud.faults.add({ fault, operation: 'getDevice' });
      const [id = ''] = bench.cloud.truth.deviceIds();
      const error = await client.devices.get(id).catch((thrown: unknown) => thrown);
      active.remove();
      const text = problemText(describeProblem(error));
      expect(complete.exec(text)?.[1], text).toBe(String(code));
      isOurs(text);
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
        // A write that may have been done is looked for, and what is told in the end is what is so.
        const text = await eventually(() => {
          const all = [...workbench.errors, ...workbench.messages];
          expect(all).toHaveLength(1);
          return all[0] ?? '';
        });
        expect(text).toMatch(reference);
        expect(text).toMatch(sentence);
        told.push(`write ${withoutTid(text).replaceAll(deviceId, '<device>')}`);
      },
    );

    it('reads like this', async () => {
      await expect(`${told.join('\n')}\n`).toMatchFileSnapshot(`everyCode.${language}.txt`);
    });
  },
);
