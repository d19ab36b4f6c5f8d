import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../support/eventually.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { act, choose, enter, escape, type, type Move } from '../../../support/person.js';
import { sevenTestDataCenters } from '../../../support/testDataCenters.js';
import { workbench, type FakeInput } from '../../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
let setup: Awaited<ReturnType<typeof sevenTestDataCenters>>;
beforeEach(async () => {
  setup = await sevenTestDataCenters();
  bench = await aWorkbench({ centers: setup.centers });
});
afterEach(async () => {
  await bench.end();
  await setup.close();
});

const add = () => bench.run('tuya.addProject');
const keys: readonly Move[] = [type('my-id'), type('my-secret'), choose('Find it for me')];
const wait: Move = () => undefined;
const calls = (): number => setup.standIns.reduce((sum, { seen }) => sum + seen.length, 0);

/** Lets the prompt stand until it says this, then does the move. */
const onceItSays =
  (text: RegExp, move: Move, looked?: (input: FakeInput) => void): Move =>
  async (input) => {
    await eventually(() => expect(input.placeholder).toMatch(text));
    looked?.(input);
    await move(input);
  };

describe('finding the data center', () => {
  it('takes the one that holds devices by itself: keys, Enter, and it is saved under its name', async () => {
    const [, , , eu] = setup.standIns;
    if (eu) eu.answer = 'holds';
    const seen = act(...keys, wait);
    const id = await add();
    expect(seen.map(({ step }) => step)).toEqual(['1/3', '2/3', '3/3', '3/3']);
    const endpoint = setup.centers[3]?.endpoint;
    expect(bench.core.projects.list()).toMatchObject([
      { id, name: 'Central Europe', endpoint, accessId: 'my-id' },
    ]);
    expect(await bench.core.projects.secretOf(String(id))).toBe('my-secret');
    expect(workbench.messages).toEqual(['‘Central Europe’ is connected.']);
    // Six tokens that were refused, one token and one list.
    expect(calls()).toBe(8);
    expect(bench.vault.values.get(`token/${String(endpoint)}/my-id`)).toContain('"tok"');
  });

  it('is what Enter chooses', async () => {
    const [first] = setup.standIns;
    if (first) first.answer = 'holds';
    let firstChoice: unknown;
    act(
      type('my-id'),
      type('my-secret'),
      (input) => {
        firstChoice = input.items[0];
        expect(input.activeItems[0]).toEqual(firstChoice);
        input.choose('Find it for me');
      },
      wait,
    );
    expect(await add()).toBeDefined();
    expect(firstChoice).toMatchObject({
      label: 'Find it for me',
      description: 'asks all 7 at once: at most 14 calls',
    });
  });

  it('saves it for this window only where the keyring is missing and the person says so, and asks nobody again', async () => {
    const [, , , eu] = setup.standIns;
    if (eu) eu.answer = 'holds';
    bench.vault.locked = true;
    let asked = 0;
    workbench.answerTo = (_, [button]) => {
      asked = calls();
      return button;
    };
    act(...keys, wait);
    const id = String(await add());
    const endpoint = setup.centers[3]?.endpoint;
    expect(bench.core.projects.list()).toMatchObject([
      { id, name: 'Central Europe', endpoint, isSessionOnly: true },
    ]);
    expect(await bench.core.projects.secretOf(id)).toBe('my-secret');
    expect(bench.vault.values.size).toBe(0);
    expect(asked).toBeGreaterThan(0);
    expect(calls()).toBe(asked);
  });

  it('offers several, most devices first', async () => {
    const [cn, , , eu] = setup.standIns;
    if (!cn || !eu) throw new Error('unreachable');
    cn.answer = eu.answer = 'holds';
    eu.devices = 40;
    let rows: unknown;
    act(
      ...keys,
      onceItSays(/Several data centers/, choose('$(pass) China'), ({ items }) => (rows = items)),
    );
    await add();
    expect(rows).toMatchObject([
      { label: '$(pass) Central Europe', detail: 'holds 40 devices' },
      { label: '$(pass) China', detail: 'holds 3 devices' },
    ]);
    expect(bench.core.projects.list()).toMatchObject([{ name: 'China' }]);
  });

  it('explains where none is right, and leads back to the keys or to the list', async () => {
    const answers = [
      'suspended',
      'wrongKeys',
      'unreachable',
      'notAuthorised',
      'ipNotAllowed',
      'unclear',
    ] as const;
    for (const [at, answer] of answers.entries()) {
      const standIn = setup.standIns[at];
      if (standIn) standIn.answer = answer;
    }
    let rows: readonly { readonly label: string; readonly detail?: string }[] = [];
    let prompt: string | undefined;
    const look = (input: FakeInput): void => {
      rows = input.items as typeof rows;
      prompt = input.prompt;
    };
    const seen = act(
      ...keys,
      onceItSays(
        /No data center/,
        (input) => {
          input.choose('Open Tuya’s API Services');
          input.choose('Choose the Data Center Myself');
        },
        look,
      ),
      choose('Find it for me'),
      onceItSays(/No data center/, choose('Correct the Access ID or the Access Secret')),
      escape,
    );
    expect(await add()).toBeUndefined();
    expect(prompt).toMatch(/^Central Europe: .*authorise.*\(code 28841105, trace ID tidnotAuthorised\)$/);
    expect(rows.flatMap(({ detail }) => detail ?? [])).toEqual([
      'suspended for this project (code 28841107, trace ID tidsuspended)',
      'does not know these keys (code 1004, trace ID tidwrongKeys)',
      'cannot be reached',
      'not authorised: Smart Home Basic Service (code 28841105, trace ID tidnotAuthorised)',
      'refuses this computer’s address (code 1114, trace ID tidipNotAllowed)',
      expect.stringMatching(/^unclear: .* \(code 987654, trace ID tidunclear\)$/),
      'does not know these keys (code 1004, trace ID tidwrongKeys)',
    ]);
    expect(workbench.opened).toEqual(['https://platform.tuya.com/cloud/products']);
    expect(seen.at(-1)).toMatchObject({ placeholder: 'Access ID', value: 'my-id' });
    expect(bench.core.projects.list()).toEqual([]);
    expect([...bench.vault.values.keys()]).toEqual([]);
  });

  it('takes none without devices by itself while another has not answered clearly', async () => {
    const [cn, us] = setup.standIns;
    if (!cn || !us) throw new Error('unreachable');
    cn.answer = 'empty';
    us.answer = 'unclear';
    let rows: readonly { readonly label: string }[] = [];
    let prompt: string | undefined;
    act(
      ...keys,
      onceItSays(/No device was found/, choose('$(circle-large-outline) China'), (input) => {
        ({ items: rows, prompt } = input);
      }),
    );
    await add();
    expect(rows[0]?.label).toBe('Try Again');
    expect(rows).toHaveLength(4 + setup.centers.length);
    expect(prompt).toMatch(/^Western America: .*code 987654/);
    expect(bench.core.projects.list()).toMatchObject([{ name: 'China' }]);
  });

  it('chooses none without devices beforehand while others are still asked', async () => {
    const [cn, us, , eu] = setup.standIns;
    if (!cn || !us || !eu) throw new Error('unreachable');
    us.answer = 'empty';
    cn.answer = eu.answer = 'silent';
    let active: readonly unknown[] | undefined;
    act(...keys, async (input) => {
      await eventually(() => expect(JSON.stringify(input.items)).toContain('holds no device'));
      active = input.activeItems;
      input.hide();
    });
    await add();
    expect(active).toEqual([]);
  });

  it('forgets what an earlier search failed for', async () => {
    const [cn, us] = setup.standIns;
    if (!cn || !us) throw new Error('unreachable');
    let prompts: readonly (string | undefined)[] = [];
    act(...keys, async (input) => {
      await eventually(() => expect(input.placeholder).toMatch(/No data center/));
      prompts = [input.prompt];
      cn.answer = us.answer = 'holds';
      input.choose('Try Again');
      prompts = [...prompts, input.prompt];
      await eventually(() => expect(input.placeholder).toMatch(/Several/));
      prompts = [...prompts, input.prompt];
      input.hide();
    });
    await add();
    expect(prompts).toEqual([expect.stringContaining('code 1004'), undefined, undefined]);
  });

  it('saves nothing where the person leaves while they are being asked', async () => {
    for (const standIn of setup.standIns) standIn.answer = 'silent';
    act(...keys, onceItSays(/Asking all 7/, escape));
    expect(await add()).toBeUndefined();
    expect(bench.core.projects.list()).toEqual([]);
  });

  it('moves a project to the data center that knows its keys, with the stored secret', async () => {
    const { accessId, accessSecret } = bench.keys;
    await bench.end();
    bench = await aWorkbench();
    const { endpoint } = bench.keys;
    const id = String(await bench.run('tuya.addProject', { name: 'Mine', endpoint, accessId, accessSecret }));
    // As if it had been saved with another place.
    await bench.core.projects.update(id, (old) => ({ ...old, endpoint: 'http://127.0.0.1:1' }));
    act(choose('Find it for me'), enter, enter, enter, enter, enter, wait);
    await bench.run('tuya.editProject', { projectId: id });
    expect(bench.core.projects.get(id)).toMatchObject({ name: 'Mine', endpoint });
  });
});
