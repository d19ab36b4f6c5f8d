import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aWorkbench } from '../../../support/commandSetup.js';
import { act, back, choose, enter, escape, type, type Move } from '../../../support/person.js';
import { workbench, type FakeInput } from '../../../support/vscodeShim.js';
import { byPerson } from '../../../support/asking.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
let projectId: string;
beforeEach(async () => {
  bench = await aWorkbench();
  projectId = String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
  const place = { kind: 'users', projectId } as const;
  await bench.core.fleet.of(projectId).load(place, byPerson());
});
afterEach(() => bench.end());

const lists = () => bench.core.lists.list(projectId);
const build = async (...moves: Move[]) => {
  const seen = act(...moves);
  await bench.run('tuya.showDeviceList', { projectId });
  return seen;
};
const day = (text: string): number => new Date(`${text}T00:00:00`).getTime();

describe('a list of devices', () => {
  const uid = 'eu1234567890123abcdef';
  it.each<[string, Move[], unknown]>([
    [
      'of a user, shared',
      [choose('Of a user'), choose('Another user ID…'), type(uid), choose('Shared'), type('L')],
      { kind: 'user', uid, from: 'sharing' },
    ],
    [
      'of a user, both',
      [choose('Of a user'), choose('Another user ID…'), type(uid), choose('Own and shared'), type('L')],
      { kind: 'user', uid },
    ],
    [
      'of a product',
      [choose('Of a product'), choose('Another product ID…'), type('keyabc'), type(''), type(''), type('L')],
      { kind: 'project', productId: 'keyabc' },
    ],
    [
      'of an app, since a day',
      [choose('Of an app'), type('my-app'), type('2026-01-31'), type(''), type('L')],
      { kind: 'project', schema: 'my-app', activated: { from: day('2026-01-31') } },
    ],
    [
      'of ids',
      [
        choose('With these IDs'),
        type('["vdevo000000000000001","vdevo000000000000002"]'),
        type(''),
        type(''),
        type('L'),
      ],
      { kind: 'project', deviceIds: ['vdevo000000000000001', 'vdevo000000000000002'] },
    ],
    [
      'between two days',
      [choose('All devices'), type('2026-01-31'), type('2026-03-01'), type('L')],
      { kind: 'project', activated: { from: day('2026-01-31'), to: day('2026-03-02') } },
    ],
    [
      'up to a day',
      [choose('Of an app'), type('my-app'), type(''), type('2026-03-01'), type('L')],
      { kind: 'project', schema: 'my-app', activated: { to: day('2026-03-02') } },
    ],
  ])('%s is asked for as it was built, kept, and shown', async (_, moves, query) => {
    const seen = await build(...moves);
    expect(lists()).toMatchObject([{ name: 'L', query }]);
    // From 1 on, of a total that stays, and the name is the last.
    const places = seen.map(({ step }) => step);
    expect(new Set(places)).toEqual(new Set(['1/4', '2/4', '3/4', '4/4']));
    expect(places).toEqual(places.toSorted());
    expect(places.at(-1)).toBe('4/4');
    expect(lists()[0]?.query).toEqual(query);
    expect(bench.revealedLists).toEqual([{ projectId, listId: lists()[0]?.id }]);
  });

  it('is made with Enter alone: each step has a row to take, and the list a name', async () => {
    await build(...Array.from({ length: 4 }, () => enter));
    await build(...Array.from({ length: 4 }, () => enter));
    const { uid = '', name } = bench.core.fleet.of(projectId).users().users[0] ?? {};
    const called = `Devices of ${name ?? uid}`;
    expect(lists()).toMatchObject([
      { name: called, query: { kind: 'user', uid } },
      { name: `${called} 2`, query: { kind: 'user', uid } },
    ]);
  });

  it.each<[string, Move[], string]>([
    [
      'an app since a day',
      [choose('Of an app'), type('my-app'), type('2026-01-31'), enter],
      'App my-app, activated since 2026-01-31',
    ],
    [
      'two ids',
      [choose('With these IDs'), type('vdevo000000000000001 vdevo000000000000002'), enter, enter],
      '2 devices',
    ],
    [
      'days',
      [choose('All devices'), type('2026-01-31'), type('2026-03-01')],
      'All devices, activated 2026-01-31 – 2026-03-01',
    ],
    ['all', [choose('All devices'), enter, enter], 'All devices'],
    [
      'a product',
      [choose('Of a product'), choose('Another product ID…'), type('keyabc'), enter, enter],
      'keyabc',
    ],
    [
      'shared ones',
      [choose('Of a user'), choose('Another user ID…'), type(uid), choose('Shared')],
      `Shared with ${uid}`,
    ],
  ])('of %s has a name that says so', async (_, moves, name) => {
    await build(...moves, enter);
    expect(lists()).toMatchObject([{ name }]);
  });

  it('is offered a new name where it is changed on the way back, and keeps one that was typed', async () => {
    const retyped: Move = (input) => input.change('Mine');
    const seen = await build(
      ...[choose('All devices'), enter, enter, back, type('2026-03-01')],
      ...[(input: FakeInput) => (retyped(input), back(input)), type('2026-03-02'), enter],
    );
    expect(seen.filter(({ step }) => step === '4/4').map(({ value }) => value)).toEqual([
      'All devices',
      'All devices, activated until 2026-03-01',
      'Mine',
    ]);
    expect(lists()).toMatchObject([{ name: 'Mine' }]);
  });

  it('of the only project asks for no project', async () => {
    const seen = act(escape);
    await bench.run('tuya.showDeviceList');
    expect(seen).toMatchObject([{ title: 'New Device List', step: '1/4' }]);
  });

  it('is checked where something is typed, with nothing lost on the way back', async () => {
    const problems: (string | undefined)[] = [];
    const corrected =
      (good: string, ...bad: string[]): Move =>
      (input) => {
        for (const text of bad) {
          input.type(text);
          problems.push(input.validationMessage);
        }
        input.type(good);
      };
    const seen = await build(
      choose('With these IDs'),
      corrected('vdevo000000000000001', 'no id!', ''),
      back,
      type('vdevo000000000000003'),
      corrected('2026-01-31', '2026-02-31', '2999-01-01'),
      corrected('', '2026-01-30'),
      corrected('L', ' ', 'x'.repeat(101)),
    );
    expect(problems).toEqual([
      'Not a device ID: no, id!',
      'Enter a value.',
      'Enter a date like 2026-01-31.',
      'This date is in the future.',
      'The end is before the start.',
      'Enter a name.',
      'At most 100 characters.',
    ]);
    expect(seen[3]?.value).toBe('vdevo000000000000001');
    expect(lists()).toHaveLength(1);
  });

  it('says what reading it costs before it is made', async () => {
    const ids = Array.from({ length: 41 }, (_, n) => `vdevo0000000000000${String(n).padStart(2, '0')}`);
    const prompts: string[] = [];
    const look =
      (move: Move): Move =>
      (input) => {
        prompts.push(input.prompt ?? '');
        move(input);
      };
    await build(choose('With these IDs'), type(ids.join('\n')), type(''), type(''), look(type('L')));
    expect(prompts).toEqual(['Name of the list. Reading it costs 3 calls.']);
  });

  it('is renamed to a name that is free, and removed after a question', async () => {
    await build(choose('All devices'), type(''), type(''), type('One'));
    await build(choose('All devices'), type(''), type(''), type('Two'));
    const [one] = lists();
    const ref = { projectId, listId: one?.id };
    const seen = act(type('two'), type('Three'));
    await bench.run('tuya.renameList', ref);
    expect(seen[1]?.problem ?? '').toBe('Another list of this project has this name.');
    expect(lists().map(({ name }) => name)).toEqual(['Three', 'Two']);
    bench.keyboard.nodes = [ref];
    act(type('By key'));
    await bench.run('tuya.renameDevice');
    expect(lists()[0]?.name).toBe('By key');
    await bench.run('tuya.removeList', ref);
    expect(lists()).toHaveLength(2);
    workbench.answerTo = (_, [button]) => button;
    await bench.run('tuya.deleteDevice');
    expect(lists().map(({ name }) => name)).toEqual(['Two']);
    expect(bench.cloud.ledger.entries.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('finding a device', () => {
  const isOffer = (text?: string): boolean => text?.startsWith('Read all devices') === true;
  const find = async (query: string, then: (labels: string[]) => Move) => {
    act(async (input) => {
      input.change(query);
      await expect.poll(() => input.busy).toBe(false);
      // What is left to be read is offered below all else.
      const found = input.items.filter(({ label, description }) => !(label === '…' && isOffer(description)));
      then(found.map(({ label }) => label))(input);
    });
    await bench.run('tuya.findDevice');
  };

  it('opens what was found', async () => {
    await find('kuhlschr', ([label = '']) => choose(label));
    expect(bench.opened).toHaveLength(1);
    expect(bench.core.devices.device(bench.opened[0] ?? { projectId, deviceId: '' })?.value.name).toBe(
      'Kühlschrank',
    );
  });

  it('shows it in the tree by its button', async () => {
    await find(
      'kuhlschr',
      ([label = '']) =>
        (input) =>
          input.press(label),
    );
    expect(bench.revealedDevices).toHaveLength(1);
    expect(bench.opened).toEqual([]);
  });

  it('asks the cloud for an id that nothing known has, once', async () => {
    const id = bench.cloud.truth.deviceIds()[3] ?? '';
    bench.core.devices.remove({ projectId, deviceId: id });
    await find(id, (labels) => {
      expect(labels).toEqual(['Look up the ID']);
      return choose(labels[0] ?? '');
    });
    expect(bench.cloud.ledger.count('getDevice').calls).toBe(1);
    expect(bench.opened).toEqual([{ projectId, deviceId: id }]);
  });

  it.each(['uuid', 'uid', 'localKey'] as const)(
    'puts what it has by a pasted %s before what it may ask',
    async (field) => {
      const { devices } = bench.core;
      const pasted = 'ay157896239864843gXy';
      const ids = bench.cloud.truth.deviceIds().slice(0, 3);
      const read = ids.map((id) => ({ id, name: `Lamp ${id}`, status: [], extra: {}, [field]: pasted }));
      devices.put(projectId, read, 1);
      await find(pasted, (labels) => {
        const found = field === 'localKey' ? [] : ids.map((id) => `Lamp ${id}`);
        expect(labels).toEqual([...found, 'Look up the ID']);
        // VS Code puts rows that quote what was typed before all others.
        expect(labels.filter((label) => label.toLowerCase().includes(pasted.toLowerCase()))).toEqual([]);
        return escape;
      });
    },
  );

  it('has no row but devices whose label can have what was typed', async () => {
    const { devices } = bench.core;
    const many = Array.from({ length: 210 }, (_, index) => ({
      id: `d${index}`,
      name: 'x',
      productName: 'type on to narrow it',
      status: [],
      extra: {},
    }));
    devices.put(projectId, many, 1);
    await find('narrow', (labels) => {
      expect(labels.slice(0, 200)).toEqual(Array(200).fill('x'));
      expect(labels.slice(200)).toEqual(['…']);
      return escape;
    });
  });

  it('says that there is none in the cloud either', async () => {
    await find('vdevo000000000000000', ([label = '']) => choose(label));
    expect(workbench.errors).toHaveLength(1);
    expect(bench.opened).toEqual([]);
  });
});
