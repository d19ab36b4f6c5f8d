import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandIds } from '../../../../src/platform/commands/commands.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { act, choose, type } from '../../../support/person.js';
import { workbench } from '../../../support/vscodeShim.js';
import { byPerson } from '../../../support/asking.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
beforeEach(async () => (bench = await aWorkbench()));
afterEach(() => bench.end());

const scripted = async () => String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
const signal = new AbortController().signal;

describe('projects', () => {
  it('of the demo are there once, however often it is asked for, and hold no stored key', async () => {
    const id = await bench.run('tuya.addDemoProject');
    expect(await bench.run('tuya.addDemoProject')).toBe(id);
    expect(bench.core.projects.list()).toHaveLength(1);
    expect(bench.revealed).toEqual([id, id]);
    expect([...bench.vault.values.keys()]).toEqual(['projects/revision']);
  });

  it('of the demo are there once also after a double click', async () => {
    await Promise.all([bench.run('tuya.addDemoProject'), bench.run('tuya.addDemoProject')]);
    expect(bench.core.projects.list()).toHaveLength(1);
  });

  it('are renamed where the name says something', async () => {
    const projectId = await scripted();
    act(type('  Bench 2 '));
    await bench.run('tuya.renameProject', { projectId });
    expect(bench.core.projects.get(projectId)?.name).toBe('Bench 2');
  });

  it('are removed only when a person says so; then secret, token, devices and connection are gone', async () => {
    const projectId = await scripted();
    await bench.core.fleet.of(projectId).load({ kind: 'users', projectId }, byPerson(signal));
    await bench.run('tuya.removeProject', { projectId });
    expect(bench.core.projects.list()).toHaveLength(1);
    workbench.answerTo = () => 'Remove';
    await bench.run('tuya.removeProject', { projectId });
    expect(workbench.questions[1]).toMatchObject({ message: 'Remove the project ‘Bench’?' });
    expect(workbench.questions[1]?.detail).toMatch(/Access Secret.*deleted/);
    expect(bench.core.projects.list()).toEqual([]);
    expect([...bench.vault.values.keys()]).toEqual(['projects/revision']);
    expect(() => bench.core.fleet.of(projectId)).toThrow();
  });

  it('are gone even if the keyring then refuses, and the person is told', async () => {
    const projectId = await scripted();
    workbench.answerTo = () => 'Remove';
    bench.vault.locked = true;
    await bench.run('tuya.removeProject', { projectId });
    expect(bench.core.projects.list()).toEqual([]);
    expect(workbench.errors).toEqual([expect.stringMatching(/removed, but its secret could not be deleted/)]);
  });

  it('are listed, with adding and the demo', async () => {
    const projectId = await scripted();
    const labels: string[] = [];
    act((input) => {
      labels.push(...input.items.map(({ label }) => label));
      choose('Bench')(input);
    });
    await bench.run('tuya.listProjects');
    expect(labels).toEqual(['Bench', '', 'Add a Cloud Project…', 'Open the Demo Project']);
    expect(bench.revealed).toEqual([projectId]);
  });
});

describe('users', () => {
  it('are tried before they are shown always; a refused id stays to be corrected', async () => {
    const projectId = await scripted();
    const uid = String(bench.uids[0]);
    const seen = act(type('stranger'), type(uid));
    await bench.run('tuya.addUser', { projectId });
    expect(seen[1]).toMatchObject({ placeholder: 'User ID', value: 'stranger' });
    expect(seen[1]?.problem).toMatch(/^stranger: /);
    expect(bench.core.projects.get(projectId)?.uids).toEqual([uid]);
    await bench.run('tuya.unpinUser', { projectId, uid });
    expect(bench.core.projects.get(projectId)?.uids).toEqual([]);
    await bench.run('tuya.pinUser', { projectId, uid });
    expect(bench.core.projects.get(projectId)?.uids).toEqual([uid]);
  });
});

describe('every command', () => {
  const hostile = [
    undefined,
    null,
    7,
    'text',
    [],
    {},
    { projectId: 5 },
    { projectId: 'none', deviceId: '' },
    { place: { kind: 'gateway', projectId: 'none', deviceId: 'x' } },
    { more: { place: { kind: 'users', projectId: 'none' }, of: 'users' } },
    { damagedIndex: 99 },
    Object.create(null),
  ];

  it.each(Object.values(commandIds))('%s bears any argument and answers no secret', async (id) => {
    await scripted();
    workbench.onInput = (input) => input.hide();
    for (const arg of hostile) {
      const answer = await bench.run(id, arg).catch((error: unknown) => error);
      expect(`${String(answer)} ${JSON.stringify(answer)}`).not.toContain(bench.keys.accessSecret);
    }
  });
});

describe('the log', () => {
  it('says what was called, how long it took and what failed, and never a secret', async () => {
    const projectId = await scripted();
    await bench.core.fleet.of(projectId).load({ kind: 'users', projectId }, byPerson(signal));
    await bench.run('tuya.addProject', { ...bench.keys, accessId: 'nobody' }).catch(() => undefined);
    const text = bench.logged.join('\n');
    expect(text).toMatch(/info cloud devices\.list \{"ms":\d+,"ok":true/);
    expect(text).toMatch(/warn cloud token \{"ms":\d+,"ok":false,"code":\d+,"tid":"\w+"/);
    expect(text).not.toContain(bench.keys.accessSecret);
    for (const value of bench.vault.values.values()) {
      const token = /"accessToken":"([^"]+)"/.exec(value)?.[1];
      if (token) expect(text).not.toContain(token);
    }
  });
});
