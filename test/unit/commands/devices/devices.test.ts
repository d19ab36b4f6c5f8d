import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aWorkbench } from '../../../support/commandSetup.js';
import { act, choose, enter, escape, type, type Move } from '../../../support/person.js';
import { workbench } from '../../../support/vscodeShim.js';
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

const refOf = (name: string) => {
  const known = [...bench.core.devices.knownOf(projectId)].find(([, { value }]) => value.name === name);
  if (!known) throw new Error(`No device ${name} is known.`);
  return { projectId, deviceId: known[0] };
};
/** Devices of which none takes another with it. */
const several = (count: number) => all().slice(5, 5 + count);
const all = () => bench.cloud.truth.deviceIds().map((deviceId) => ({ projectId, deviceId }));
const writes = () => bench.cloud.ledger.entries.filter(({ method }) => method !== 'GET');
const pressButton = (): void => {
  workbench.answerTo = (_, [button]) => button;
};

describe('renaming a device', () => {
  it('starts from the old name, tells what is wrong while it is typed, and shows the new name', async () => {
    const ref = refOf('Kühlschrank');
    const seen = act(type('  '), type('x'.repeat(129)), type('Fridge'));
    await bench.run('tuya.renameDevice', ref);
    expect(seen.map(({ value, problem }) => [value.length, problem])).toEqual([
      [11, undefined],
      [2, 'Enter a name.'],
      [129, 'At most 128 characters.'],
    ]);
    expect(bench.core.devices.device(ref)?.value.name).toBe('Fridge');
    expect(bench.cloud.truth.device(ref.deviceId)?.['name']).toBe('Fridge');
  });

  it.each([[enter], [escape]] as Move[][])('sends nothing for the same name or Escape', async (move) => {
    act(move ?? escape);
    await bench.run('tuya.renameDevice', refOf('Kühlschrank'));
    expect(writes()).toEqual([]);
  });

  it('takes a refused name back and says why', async () => {
    const ref = refOf('Kühlschrank');
    act(type('Zähler Keller'));
    await bench.run('tuya.renameDevice', ref);
    expect(bench.core.devices.device(ref)?.value.name).toBe('Kühlschrank');
    expect(workbench.errors).toEqual([expect.stringMatching(/‘Kühlschrank’ keeps its name\..*code 2101/)]);
  });

  it('is for one device at a time', async () => {
    const refs = several(2);
    await bench.run('tuya.renameDevice', refs[0], refs);
    expect(workbench.inputs).toEqual([]);
  });

  it('by key is for the row that has the keyboard', async () => {
    bench.keyboard.nodes = [refOf('Kühlschrank')];
    act(type('Fridge'));
    await bench.run('tuya.renameDevice');
    expect(writes()).toHaveLength(1);
  });
});

describe('deleting and resetting one device', () => {
  it('asks with all that matters, and does nothing without the button', async () => {
    const ref = refOf('Kühlschrank');
    await bench.run('tuya.deleteDevice', ref);
    const [question] = workbench.questions;
    expect(question?.message).toBe('Delete ‘Kühlschrank’?');
    for (const part of [ref.deviceId, 'Bench', String(bench.uids[2]), 'online'])
      expect(question?.detail).toContain(part);
    expect(writes()).toEqual([]);
    pressButton();
    await bench.run('tuya.deleteDevice', ref);
    expect(bench.core.devices.device(ref)).toBeUndefined();
    expect(workbench.messages).toEqual(['‘Kühlschrank’ was deleted.']);
  });

  it('lets no caller put lines of its own into the question', async () => {
    await bench.run('tuya.deleteDevice', { projectId, deviceId: 'x\nProject: Other\u202e' });
    expect(workbench.questions[0]?.detail).toContain('\nID: x Project: Other\n');
    expect(writes()).toEqual([]);
  });

  it('says that an offline device can’t be reset, before anything is asked or sent', async () => {
    pressButton();
    await bench.run('tuya.resetDevice', refOf('Hub Garage'));
    expect(workbench.questions).toEqual([]);
    expect(workbench.errors).toEqual([expect.stringMatching(/was not reset\. It is offline/)]);
    expect(writes()).toEqual([]);
  });

  it('tells what was found by looking where the connection broke', async () => {
    const ref = refOf('Kühlschrank');
    pressButton();
    bench.cloud.faults.add({ fault: { kind: 'reset', when: 'after' }, operation: 'deleteDevice' });
    await bench.run('tuya.deleteDevice', ref);
    expect(workbench.messages).toEqual(['The connection broke, but it was done. ‘Kühlschrank’ was deleted.']);
    expect(bench.cloud.ledger.count('deleteDevice')).toEqual({ calls: 1, executed: 1 });
  });

  it('says that it isn’t known where looking fails too, and looks again when asked', async () => {
    const ref = refOf('Kühlschrank');
    pressButton();
    bench.cloud.faults.add({ fault: { kind: 'reset', when: 'after' }, operation: 'deleteDevice' });
    const blind = bench.cloud.faults.add({ fault: { kind: 'code', code: 1109 }, operation: 'getDevice' });
    workbench.pressOn = (message, [button]) => {
      blind.remove();
      return message.includes('doesn’t tell') || message.includes('doesn’t tell') ? button : undefined;
    };
    await bench.run('tuya.deleteDevice', ref);
    await expect.poll(() => workbench.messages.at(-1)).toMatch(/but it was done\. ‘Kühlschrank’ was deleted/);
    expect(bench.cloud.ledger.count('deleteDevice')).toEqual({ calls: 1, executed: 1 });
  }, 15_000);
});

describe('deleting several devices', () => {
  it('shows them, has their number typed, and reports what the cloud did', async () => {
    const refs = several(5);
    bench.cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'deleteDevice', nth: 2 });
    act(enter, type('4'), type('5'));
    workbench.pressOn = (_, [button]) => button;
    await bench.run('tuya.deleteDevice', refs[0], refs);
    const [document] = bench.documents;
    expect(document?.name).toBe('deleted-devices.md');
    expect(document?.texts).toHaveLength(2);
    expect(document?.texts[0]).toContain('4 devices deleted, 1 failed.');
    expect(document?.texts[1]).toContain('5 devices deleted.');
    expect(workbench.messages).toEqual(['4 devices deleted, 1 failed.', '5 devices deleted.']);
    expect(bench.cloud.ledger.count('deleteDevice')).toEqual({ calls: 6, executed: 5 });
  });

  it('shows the report rendered, and copies it as Markdown', async () => {
    const refs = several(2);
    act(enter, type('2'));
    workbench.pressOn = () => 'Copy as Markdown';
    await bench.run('tuya.deleteDevice', refs[0], refs);
    const [document] = bench.documents;
    expect(document?.rendered).toBe(true);
    await expect.poll(() => workbench.clipboard).toBe(document?.texts[0]);
  });

  it.each([
    ['Escape at the preview', [escape]],
    ['Escape at the number', [enter, escape]],
    ['nothing typed', [enter, enter]],
  ] as [string, Move[]][])('does nothing after %s', async (_, moves) => {
    act(...moves);
    await bench.run('tuya.deleteDevice', several(3));
    expect(writes()).toEqual([]);
  });

  it('leaves what has not started when it is cancelled', async () => {
    act(enter, type('5'));
    bench.cloud.faults.add({ fault: { kind: 'delay', ms: 300 }, operation: 'deleteDevice', nth: 2 });
    const running = bench.run('tuya.deleteDevice', several(5));
    await expect.poll(() => workbench.progressMessages.at(-1)).toMatch(/^2 of 5/);
    workbench.cancelProgress?.();
    await running;
    expect(workbench.messages).toEqual(['2 devices deleted, 3 not started.']);
    expect(bench.cloud.ledger.count('deleteDevice')).toEqual({ calls: 2, executed: 2 });
  });
});

describe('a protected project', () => {
  it.each(['tuya.renameDevice', 'tuya.resetDevice', 'tuya.deleteDevice'])(
    'refuses %s in one sentence, before anything is asked or sent',
    async (command) => {
      await bench.run('tuya.protectProject', { projectId });
      const refs = several(3);
      pressButton();
      await bench.run(command, refs[0]);
      await bench.run(command, refs[0], command === 'tuya.renameDevice' ? undefined : refs);
      bench.keyboard.nodes = [refs[0]];
      await bench.run(command);
      expect(workbench.errors).toEqual(
        Array(3).fill('The project ‘Bench’ is protected: nothing in it can be changed.'),
      );
      expect(workbench.inputs).toEqual([]);
      expect(workbench.questions).toEqual([]);
      expect(writes()).toEqual([]);
    },
  );

  it('stays protected when its keys are edited, and is freed again', async () => {
    await bench.run('tuya.protectProject', { projectId });
    const { endpoint, accessId } = bench.keys;
    const draft = { name: 'Other', endpoint, accessId, accessSecret: '', uids: [] };
    await bench.core.setup.change(projectId, draft, new AbortController().signal);
    expect(bench.core.projects.get(projectId)).toMatchObject({ name: 'Other', isProtected: true });
    await bench.run('tuya.unprotectProject', { projectId });
    expect(bench.core.projects.get(projectId)).not.toHaveProperty('isProtected');
  });
});

describe('copying', () => {
  it('puts the selection on the clipboard, line by line', async () => {
    const refs = several(2);
    await bench.run('tuya.copyDeviceId', refs[0], refs);
    expect(workbench.clipboard).toBe(refs.map(({ deviceId }) => deviceId).join('\n'));
    // A row outside the selection is meant alone.
    await bench.run('tuya.copyDeviceId', refOf('Kühlschrank'), refs);
    expect(workbench.clipboard).toBe(refOf('Kühlschrank').deviceId);
  });

  it('gives a local key only after the person agreed', async () => {
    const ref = refOf('Kühlschrank');
    const key = bench.core.devices.device(ref)?.value.localKey;
    await bench.run('tuya.copyLocalKey', ref);
    expect(workbench.clipboard).toBe('');
    expect(workbench.questions[0]?.detail).toMatch(/secret/);
    pressButton();
    await bench.run('tuya.copyLocalKey', ref);
    expect(workbench.clipboard).toBe(key);
  });

  it('writes JSON without secrets unless they were chosen and agreed to', async () => {
    const ref = refOf('Kühlschrank');
    const key = String(bench.core.devices.device(ref)?.value.localKey);
    act(choose('Without secrets'));
    await bench.run('tuya.copyDeviceJson', ref);
    expect(workbench.clipboard).toContain(ref.deviceId);
    expect(workbench.clipboard).not.toContain(key);
    act(choose('With local keys'));
    workbench.clipboard = '';
    await bench.run('tuya.copyDeviceJson', ref);
    expect(workbench.clipboard).toBe('');
    pressButton();
    act(choose('With local keys'));
    await bench.run('tuya.copyDeviceJson', ref);
    expect(workbench.clipboard).toContain(key);
  });
});

describe('exporting', () => {
  it('writes a file where the person says, without keys unless chosen', async () => {
    workbench.saveAs = '/tmp/devices.csv';
    act(choose('CSV'), choose('Without local keys'), choose('Save as a file…'));
    await bench.run('tuya.exportDevices', { projectId });
    const text = workbench.saved.get('/tmp/devices.csv') ?? '';
    expect(text.split('\r\n')).toHaveLength(bench.cloud.truth.deviceIds().length + 2);
    expect(text).not.toContain('local_key');
  });

  it('asks before keys leave, and stops where the person doesn’t agree', async () => {
    act(choose('devices.json'), choose('With local keys'), choose('Open in a new editor'));
    await bench.run('tuya.exportDevices', refOf('Kühlschrank'));
    expect(workbench.questions).toHaveLength(1);
    expect(bench.documents).toEqual([]);
    pressButton();
    act(choose('devices.json'), choose('With local keys'), choose('Open in a new editor'));
    await bench.run('tuya.exportDevices', refOf('Kühlschrank'));
    const key = String(bench.core.devices.device(refOf('Kühlschrank'))?.value.localKey);
    expect(bench.documents[0]?.name).toBe('devices.json');
    expect(bench.documents[0]?.texts[0]).toContain(key);
  });
});

describe('exporting a large fleet', () => {
  const total = 12_000;
  const run = async (): Promise<void> => {
    workbench.saveAs = '/tmp/fleet.json';
    act(choose('JSON'), choose('Use what is known'), choose('Without local keys'), choose('Save as a file…'));
    await bench.run('tuya.exportDevices', { projectId });
  };
  beforeEach(() => {
    const missing = total - all().length;
    const others = Array.from({ length: missing }, (_, index) => ({
      id: `o${index}`,
      status: [],
      extra: {},
    }));
    bench.core.devices.put(projectId, others, 1);
  });

  it('tells how far it is', async () => {
    await run();
    expect(JSON.parse(workbench.saved.get('/tmp/fleet.json') ?? '')).toHaveLength(total);
    expect(workbench.progress).toContain('Writing devices…');
    expect(workbench.progressMessages).toEqual(
      Array.from({ length: 12 }, (_, at) => `${at + 1},000 of 12,000`),
    );
  });

  it('leaves nothing where it is given up', async () => {
    const push = workbench.progressMessages.push.bind(workbench.progressMessages);
    workbench.progressMessages.push = (message) => {
      if (message.startsWith('2,000')) workbench.cancelProgress?.();
      return push(message);
    };
    await run();
    delete (workbench.progressMessages as { push?: unknown }).push;
    expect(workbench.progressMessages.length).toBeLessThan(12);
    expect(workbench.saved.size).toBe(0);
    expect(workbench.errors).toEqual([]);
  });
});

describe('devices that are known in short only', () => {
  /** As a list of more devices than are kept whole leaves them. */
  const shorten = (refs: readonly { deviceId: string }[]): void => {
    const { devices } = bench.core;
    const known = refs.map(({ deviceId }) => devices.device({ projectId, deviceId })?.value);
    const others = Array.from({ length: 2_000 }, (_, index) => ({ id: `o${index}`, status: [], extra: {} }));
    devices.put(projectId, others, 1);
    devices.put(
      projectId,
      known.flatMap((device) => device ?? []),
      1,
    );
  };
  const calls = (): number => bench.cloud.ledger.count('listDevices').calls;

  it('are read first where the person wants that, with the cost said before, and exported whole', async () => {
    const refs = all().slice(0, 21);
    shorten(refs);
    const before = calls();
    const seen = act(
      choose('JSON'),
      (input) => {
        expect(input.items[0]).toMatchObject({ label: 'Read the rest first', description: '2 calls' });
        input.choose('Read the rest first');
      },
      choose('Without local keys'),
      choose('Copy to the clipboard'),
    );
    await bench.run('tuya.exportDevices', refs[0], refs);
    expect(seen[1]?.placeholder).toBe('Only basic data is known of 21 of 21 devices');
    expect(calls() - before).toBe(2);
    const exported = JSON.parse(workbench.clipboard) as Record<string, unknown>[];
    expect(exported).toHaveLength(21);
    for (const device of exported) {
      const truth = bench.cloud.truth.device(String(device['id']));
      for (const name of ['uuid', 'create_time', 'icon']) expect(device[name]).toEqual(truth?.[name]);
      expect(device['status']).toHaveLength((truth?.['status'] as unknown[] | undefined)?.length ?? -1);
    }
  });

  it('are taken as they are where the person says so, and not at all after Escape', async () => {
    const [ref, other] = all();
    if (!ref || !other) throw new Error('The cloud has too few devices.');
    shorten([ref, other]);
    const before = calls();
    act(choose('Use what is known'), choose('Without secrets'));
    await bench.run('tuya.copyDeviceJson', ref);
    expect(JSON.parse(workbench.clipboard)).toMatchObject({ id: ref.deviceId, status: [] });
    workbench.clipboard = '';
    act(escape);
    await bench.run('tuya.copyDeviceJson', ref);
    expect([workbench.clipboard, calls()]).toEqual(['', before]);
    act(choose('Read the rest first'));
    await bench.run('tuya.copyDeviceUuid', ref);
    expect(workbench.clipboard).toBe(bench.cloud.truth.device(ref.deviceId)?.['uuid']);
    // One device alone is kept whole from then on.
    act(choose('Without secrets'));
    await bench.run('tuya.copyDeviceJson', ref);
    expect(calls() - before).toBe(1);
  });

  it('say so where the cloud leaves some out', async () => {
    const gone = { projectId, deviceId: 'o5' };
    shorten([]);
    bench.core.devices.merge(
      projectId,
      [
        { id: 'o5', status: [], extra: {} },
        { id: 'o6', status: [], extra: {} },
      ],
      1,
    );
    const seen = act(choose('Read the rest first'), choose('Without secrets'));
    await bench.run('tuya.copyDeviceJson', gone);
    expect(seen).toHaveLength(2);
    expect(workbench.messages.join()).toContain('The cloud left out 1 device');
  });
});

describe('factory data', () => {
  it('is asked for by twenties, once, and names what the cloud left out', async () => {
    const refs = [...all().slice(0, 21), { projectId, deviceId: 'vdevo000000000000000' }];
    await bench.run('tuya.factoryData', refs[0], refs);
    expect(bench.cloud.ledger.count('getFactoryInfos').calls).toBe(2);
    const text = bench.documents[0]?.texts[0];
    expect(text).toContain('Answered: 21 of 22.');
    expect(text).toContain('The cloud left out: vdevo000000000000000');
    workbench.pressOn = () => 'Copy as CSV';
    await bench.run('tuya.factoryData', all().slice(0, 21));
    expect(bench.cloud.ledger.count('getFactoryInfos').calls).toBe(2);
    expect(workbench.clipboard).toMatch(/^id,name,uuid,sn,mac,state/);
  });

  it('says what it costs before it takes more than twenty calls, and takes none unless that is agreed to', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ projectId, deviceId: `vdev${1_000_000 + index}` }));
    const calls = (): number => bench.cloud.ledger.count('getFactoryInfos').calls;
    await bench.run('tuya.factoryData', many(400));
    expect({ calls: calls(), questions: workbench.questions }).toEqual({ calls: 20, questions: [] });
    await bench.run('tuya.factoryData', many(401));
    expect(calls()).toBe(20);
    expect(workbench.questions.map(({ detail }) => detail)).toEqual([
      'It costs 21 calls: the cloud answers for twenty devices at a time.',
    ]);
    workbench.answerTo = () => 'Read';
    await bench.run('tuya.factoryData', many(401));
    expect(calls()).toBe(41);
  });
});
