import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendForScript } from '../../../../src/commands/sending/sendDataPoint.js';
import { byPerson } from '../../../support/asking.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { fastClock } from '../../../support/fastClock.js';
import { act, choose, type } from '../../../support/person.js';
import { workbench } from '../../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
let projectId: string;
beforeEach(async () => {
  bench = await aWorkbench({ clock: fastClock(20) });
  projectId = String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
  const { fleet } = bench.core;
  await fleet.of(projectId).load({ kind: 'users', projectId }, byPerson());
  for (const uid of bench.uids) await fleet.of(projectId).load({ kind: 'owner', projectId, uid }, byPerson());
});
afterEach(() => bench.end());

const idOf = (product: string): string => String(bench.cloud.truth.devicesOfProduct(product)[0]);
const sent = (): unknown[] =>
  bench.cloud.ledger.entries
    .filter(({ operation }) => operation === 'sendCommands' || operation === 'issueProperties')
    .map(({ body }) => body);

function itself(): unknown[] {
  const list: unknown[] = [];
  list.push(list);
  return list;
}

describe('a data point that a script sends', () => {
  // Warmer than anybody sets it by himself: whatever the time of day, it is no value that the device has.
  const point = { project: 'Bench', code: 'temp_set', value: 285 };

  it('is asked for, sent, and its verdict returned', async () => {
    workbench.answerTo = () => 'Send';
    const verdict = await bench.run('tuya.sendDataPoint', { ...point, deviceId: idOf('thermostat') });
    expect(verdict).toMatchObject({ verdict: 'applied', reported: 285 });
    expect(workbench.questions[0]?.message).toContain('temp_set of');
    expect(workbench.messages[0]).toContain('Applied');
    expect(sent()).toEqual(['{"commands":[{"code":"temp_set","value":285}]}']);
  });

  it('costs no call before the person’s yes', async () => {
    const calls = bench.cloud.ledger.entries.length;
    await bench.run('tuya.sendDataPoint', { ...point, deviceId: idOf('thermostat') });
    expect(workbench.questions).toHaveLength(1);
    expect(bench.cloud.ledger.entries).toHaveLength(calls);
  });

  it('isn’t sent where whoever asked for it has gone while the person read the question', async () => {
    const asking = new AbortController();
    workbench.answerTo = () => {
      asking.abort();
      return 'Send';
    };
    const what = { ...point, deviceId: idOf('thermostat') };
    expect(await sendForScript(bench.core, what, asking.signal)).toBeUndefined();
    expect(workbench.questions).toHaveLength(1);
    expect(sent()).toEqual([]);
  });

  it('is shown whole, as far as anybody reads, where it is long', async () => {
    const value = `${'x'.repeat(150)}the end`;
    await bench.run('tuya.sendDataPoint', { ...point, deviceId: idOf('thermostat'), code: 'own', value });
    const { message = '', detail = '' } = workbench.questions[0] ?? {};
    expect(message).not.toContain('the end');
    expect(detail).toContain(`The value has 157 characters: ${value}`);
  });

  it('is the one that the person was asked about, whatever its script does meanwhile', async () => {
    const value: Record<string, unknown> = { h: 1 };
    workbench.answerTo = () => {
      value['h'] = 2;
      return 'Send';
    };
    await bench.run('tuya.sendDataPoint', { ...point, deviceId: idOf('thermostat'), code: 'own', value });
    expect(sent()[0]).toBe('{"commands":[{"code":"own","value":{"h":1}}]}');
  });

  it.each<readonly [string, unknown]>([
    ['a function', () => 1],
    ['a bigint', 1n],
    ['a symbol', Symbol('x')],
    ['no number', Number.NaN],
    ['a list of itself', itself()],
    ['a text of a megabyte', 'x'.repeat(1_000_000)],
  ])('is refused before anybody is asked where its value is %s', async (_name, value) => {
    const run = bench.run('tuya.sendDataPoint', {
      ...point,
      deviceId: idOf('thermostat'),
      code: 'own',
      value,
    });
    await expect(run).rejects.toThrow();
    expect(workbench.questions).toEqual([]);
    expect(sent()).toEqual([]);
  });

  it('isn’t sent where the person says no, the project is protected, or the value can’t be', async () => {
    const deviceId = idOf('thermostat');
    expect(await bench.run('tuya.sendDataPoint', { ...point, deviceId })).toBeUndefined();
    workbench.answerTo = () => 'Send';
    // Nobody has read the product's model so far: its limits are known after the yes.
    await bench.run('tuya.sendDataPoint', { ...point, deviceId, value: 999 });
    expect(workbench.errors.splice(0)).toEqual(['At most 35.0 ℃.']);
    workbench.answerTo = () => undefined;
    const tooHot = bench.run('tuya.sendDataPoint', { ...point, deviceId, value: 999 });
    await expect(tooHot).rejects.toThrow('At most 35.0 ℃.');
    const reported = bench.run('tuya.sendDataPoint', { ...point, deviceId, code: 'temp_current' });
    await expect(reported).rejects.toThrow('only reported');
    const elsewhere = bench.run('tuya.sendDataPoint', { ...point, deviceId, project: 'Nowhere' });
    await expect(elsewhere).rejects.toThrow('Nowhere');
    await bench.run('tuya.protectProject', { projectId });
    workbench.answerTo = () => 'Send';
    await bench.run('tuya.sendDataPoint', { ...point, deviceId });
    expect(workbench.errors).toEqual(['The project ‘Bench’ is protected: nothing in it can be changed.']);
    expect(sent()).toEqual([]);
  });
});

describe('a data point that a person sends', () => {
  it('is chosen with its value, and nobody asks again', async () => {
    const deviceId = idOf('thermostat');
    const seen = act(choose('temp_set'), type('24.5'));
    const verdict = await bench.run('tuya.sendDataPoint', { projectId, deviceId });
    expect(seen[1]?.title).toBe('temp_set');
    expect(seen[1]?.value).toMatch(/^\d+\.\d ℃$/);
    expect(verdict).toMatchObject({ verdict: 'applied' });
    expect(workbench.questions).toEqual([]);
    act(choose('mode'), choose('eco'));
    await bench.run('tuya.sendDataPoint', { projectId, deviceId });
    expect(sent()).toEqual([
      '{"commands":[{"code":"temp_set","value":245}]}',
      '{"commands":[{"code":"mode","value":"eco"}]}',
    ]);
  });
});

describe('what a send costs', () => {
  it.each([
    ['applied', {}, 3],
    ['applied with another value', { does: 'clamp', atMost: 280 }, 3],
    ['the same value', { value: 'present' }, 3],
    ['refused', { code: 1104 }, 3],
  ] as const)('is at most three calls with its verdict, as the meter shows: %s', async (_, how, most) => {
    const deviceId = idOf('thermostat');
    const { core, cloud } = bench;
    if ('does' in how) cloud.truth.react(deviceId, { does: how.does, atMost: how.atMost });
    if ('code' in how)
      cloud.faults.add({ operation: 'sendCommands', fault: { kind: 'code', code: how.code } });
    workbench.answerTo = () => 'Send';
    const { productId = '' } = core.devices.device({ projectId, deviceId })?.value ?? {};
    await core.productModels.load({ projectId, deviceId, productId }, [], byPerson());
    const now = core.devices
      .device({ projectId, deviceId })
      ?.value.status.find(({ code }) => code === 'temp_set')?.value;
    const before = core.meter.monthUsed(projectId);
    const inCloud = cloud.ledger.entries.length;
    const value = 'value' in how ? now : 285;
    await bench.run('tuya.sendDataPoint', { project: 'Bench', deviceId, code: 'temp_set', value });
    const used = core.meter.monthUsed(projectId) - before;
    expect(used).toBe(cloud.ledger.entries.length - inCloud);
    expect(used).toBeGreaterThanOrEqual(1);
    expect(used).toBeLessThanOrEqual(most);
  });
});
