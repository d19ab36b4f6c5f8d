import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../support/eventually.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { act, back, choose, enter, escape, type, type Move } from '../../../support/person.js';
import { workbench, type FakeInput } from '../../../support/vscodeShim.js';
import { byPerson } from '../../../support/asking.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
beforeEach(async () => (bench = await aWorkbench()));
afterEach(() => bench.end());

const add = () => bench.run('tuya.addProject');

/** The moves of a project at an endpoint of its own. */
function keysTyped(fields: { endpoint?: string; accessId?: string; accessSecret?: string } = {}): Move[] {
  const { endpoint, accessId, accessSecret } = { ...bench.keys, ...fields };
  return [type(accessId), type(accessSecret), choose('Custom endpoint…'), type(endpoint)];
}

function nothingSaved(): void {
  expect(bench.core.projects.list()).toEqual([]);
  expect([...bench.vault.values.keys()]).toEqual([]);
}

describe('adding a project by prompts', () => {
  it('asks for the keys and where they are good, masks the secret, saves and shows the project', async () => {
    const seen = act(...keysTyped());
    const id = await add();
    expect(seen.map(({ step, placeholder }) => `${step} ${placeholder}`)).toEqual([
      '1/3 Access ID',
      '2/3 Access Secret',
      '3/3 Data center of the cloud project',
      '3/3 API endpoint, such as https://openapi.example.com',
    ]);
    expect(seen.map(({ password }) => password)).toEqual([false, true, false, false]);
    expect(new Set(seen.map(({ title }) => title))).toEqual(new Set(['Add a Cloud Project']));
    const { endpoint, accessId } = bench.keys;
    const name = new URL(endpoint).host;
    expect(bench.core.projects.list()).toEqual([{ id, kind: 'cloud', name, endpoint, accessId, uids: [] }]);
    expect(bench.vault.values.get(`project/${String(id)}/secret`)).toBe(bench.keys.accessSecret);
    expect(bench.revealed).toEqual([id]);
    expect(workbench.progress).toEqual(['Testing the connection…']);
    expect(workbench.questions).toEqual([]);
  });

  it('offers what a project can do without once it is connected', async () => {
    workbench.pressOn = (_, [button]) => button;
    const seen = act(...keysTyped(), type('Bench'), type(bench.schema), type(bench.uids.join(', ')));
    const id = await add();
    await eventually(() => expect(bench.core.projects.list()).toMatchObject([{ id, name: 'Bench' }]));
    expect(workbench.messages).toEqual([`‘${new URL(bench.keys.endpoint).host}’ is connected.`]);
    expect(bench.core.projects.list()).toMatchObject([{ schema: bench.schema, uids: bench.uids }]);
    // These are steps of their own: counted from the first of them, with no way back into the keys.
    expect(seen.slice(4).map(({ step }) => step)).toEqual(['1/3', '2/3', '3/3']);
  });

  it('counts the name of the project that is edited as free', async () => {
    act(...keysTyped());
    const projectId = String(await add());
    const { name } = bench.core.projects.list()[0] ?? { name: '' };
    const prompts: string[] = [];
    const look = (input: FakeInput): void => {
      prompts.push(input.prompt ?? '');
      input.accept();
    };
    act(enter, enter, enter, enter, look, escape);
    await bench.run('tuya.editProject', { projectId });
    expect(prompts).toEqual([`Name of the project here (optional; Enter takes ‘${name}’)`]);
  });

  it.each([
    ['no row', null],
    ['a row', new (class Row {})()],
  ])('asks as well from the title of the view, which passes %s', async (_, focused) => {
    act(...keysTyped());
    expect(await bench.run('tuya.addProject', focused)).toBe(bench.core.projects.list()[0]?.id);
    expect(workbench.errors).toEqual([]);
  });

  it('trims what was pasted', async () => {
    act(
      type(`  ${bench.keys.accessId}\n`),
      type(` ${bench.keys.accessSecret} `),
      choose('Custom endpoint…'),
      type(` ${bench.keys.endpoint}/ `),
    );
    const id = String(await add());
    const { endpoint, accessId, accessSecret } = bench.keys;
    expect(bench.core.projects.list()).toMatchObject([{ endpoint, accessId }]);
    expect(await bench.core.projects.secretOf(id)).toBe(accessSecret);
  });

  it('asks the token once: the first call after saving has it already', async () => {
    act(...keysTyped());
    const id = String(await add());
    await bench.core.fleet.of(id).load({ kind: 'users', projectId: id }, byPerson());
    const tokens = bench.cloud.ledger.entries.filter(({ path }) => path.startsWith('/v1.0/token'));
    expect(tokens).toHaveLength(1);
  });

  it('keeps what was typed while a person goes back', async () => {
    const [accessId, accessSecret, center] = keysTyped();
    if (!accessId || !accessSecret || !center) throw new Error('unreachable');
    const seen = act(accessId, accessSecret, center, back, back, back, escape);
    await add();
    expect(seen.slice(3).map(({ placeholder, value }) => [placeholder, value])).toEqual([
      ['API endpoint, such as https://openapi.example.com', ''],
      ['Data center of the cloud project', ''],
      ['Access Secret', bench.keys.accessSecret],
      ['Access ID', bench.keys.accessId],
    ]);
    nothingSaved();
  });

  it.each([
    ['a wrong secret', { accessSecret: 'wrong' }, 'Access Secret'],
    ['a wrong Access ID', { accessId: 'nobody' }, 'Access ID'],
  ])(
    'comes back to %s with the reason, everything kept and nothing saved',
    async (_, fields, placeholder) => {
      const typed = { ...bench.keys, ...fields };
      const seen = act(...keysTyped(fields), escape);
      expect(await add()).toBeUndefined();
      const last = seen.at(-1);
      expect(last).toMatchObject({
        placeholder,
        value: placeholder === 'Access ID' ? typed.accessId : typed.accessSecret,
      });
      expect(last?.problem).toMatch(/Check the Access ID .* \(code \d+, trace ID \w+\)$/);
      nothingSaved();
      expect(workbench.errors).toEqual([]);
    },
  );

  it('goes on from there when it is corrected', async () => {
    act(
      ...keysTyped({ accessSecret: 'wrong' }),
      type(bench.keys.accessSecret),
      choose('Custom endpoint…'),
      enter,
    );
    expect(await add()).toBeDefined();
    expect(bench.core.projects.list()).toMatchObject([{ accessId: bench.keys.accessId }]);
  });

  it('says where an unreachable endpoint was typed', async () => {
    const endpoint = 'http://127.0.0.1:1';
    const seen = act(...keysTyped({ endpoint }), escape);
    await add();
    expect(seen.at(-1)).toMatchObject({
      placeholder: 'API endpoint, such as https://openapi.example.com',
      value: endpoint,
    });
    expect(seen.at(-1)?.problem).toMatch(/^The cloud can’t be reached\. Check the network/);
    nothingSaved();
  }, 20_000);

  it.each([
    ['openapi.tuyaeu.com', /not an address/],
    ['http://openapi.tuyaeu.com', /Only https/],
    ['https://openapi.tuyaeu.com@evil.example', /user name/],
    ['https://openapi.tuyaeu.com/v1.0', /only scheme, host and port/],
  ])('refuses the malformed endpoint %s while it is typed', async (endpoint, reason) => {
    let problem: string | undefined;
    act(type('id'), type('secret'), choose('Custom endpoint…'), (input) => {
      input.type(endpoint);
      problem = input.validationMessage;
      input.hide();
    });
    await add();
    expect(problem).toMatch(reason);
  });

  it('asks before a foreign host gets the keys', async () => {
    const seen = act(
      type('id'),
      type('secret'),
      choose('Custom endpoint…'),
      type('https://cloud.example'),
      escape,
    );
    await add();
    expect(workbench.questions.map(({ message }) => message)).toEqual(['Use https://cloud.example?']);
    expect(seen.at(-1)).toMatchObject({
      placeholder: 'API endpoint, such as https://openapi.example.com',
      problem: 'This host is used only with your consent.',
    });
  });

  it('asks about a foreign host only once', async () => {
    const id = String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
    workbench.answerTo = (_, [button]) => button;
    act(choose('Custom endpoint…'), type('https://cloud.example'), back, enter, escape);
    await bench.run('tuya.editProject', { projectId: id });
    expect(workbench.questions.map(({ message }) => message)).toEqual(['Use https://cloud.example?']);
  });

  it('tells of a project with the same keys where the Access ID is typed', async () => {
    await bench.run('tuya.addProject', { name: 'First', ...bench.keys });
    const seen = act(...keysTyped(), escape);
    await add();
    expect(seen.at(-1)).toMatchObject({
      placeholder: 'Access ID',
      problem: 'The project ‘First’ uses this Access ID at this endpoint already.',
    });
  });

  it('saves nothing where the secret storage refuses and the person wants no other way', async () => {
    bench.vault.locked = true;
    const seen = act(...keysTyped(), escape);
    await add();
    expect(workbench.questions.map(({ message }) => message)).toEqual([
      'The system’s secret storage can’t be used.',
    ]);
    expect(seen.at(-1)?.placeholder).toBe('Access Secret');
    nothingSaved();
    expect(JSON.stringify([...bench.state.values])).not.toContain(bench.keys.accessSecret);
  });

  it('keeps the secret in this window alone where the keyring is missing and the person says so', async () => {
    bench.vault.locked = true;
    workbench.answerTo = (_, [button]) => button;
    act(...keysTyped());
    const id = String(await add());
    expect(bench.core.projects.get(id)).toMatchObject({ isSessionOnly: true });
    expect(await bench.core.projects.secretOf(id)).toBe(bench.keys.accessSecret);
    expect(bench.vault.values.size).toBe(0);
    expect(JSON.stringify([...bench.state.values])).not.toContain(bench.keys.accessSecret);
    await expect((await bench.core.connections.client(id, byPerson())).test()).resolves.toBeUndefined();
  });

  it('stores neither secret nor token where the person switches storing off', async () => {
    const prompts: (string | undefined)[] = [];
    const [accessId, secret, ...rest] = keysTyped();
    act(
      ...[accessId].flatMap((move) => move ?? []),
      (input) => {
        prompts.push(input.prompt);
        input.pressButton(/keep it for this window only/);
        prompts.push(input.prompt);
        return secret?.(input);
      },
      ...rest,
    );
    const id = String(await add());
    expect(prompts).toEqual([
      'Access Secret (client secret). It is kept in the secret storage of this computer only.',
      'Access Secret (client secret), for this window only. It is stored nowhere.',
    ]);
    await (await bench.core.connections.client(id, byPerson())).devices.list({ pageNo: 1, pageSize: 1 });
    expect([...bench.vault.values].filter(([key]) => key !== 'projects/revision')).toEqual([]);
    expect(await bench.core.projects.secretOf(id)).toBe(bench.keys.accessSecret);
  });
});

describe('editing a project', () => {
  it('goes through the same prompts with what is known, and keeps the secret where none is typed', async () => {
    const id = String(
      await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys, uids: [bench.uids[0]] }),
    );
    const seen = act(choose('Custom endpoint…'), enter, enter, enter, type('Renamed'), enter, type(''));
    await bench.run('tuya.editProject', { projectId: id });
    expect(seen.map(({ value }) => value)).toEqual([
      '',
      bench.keys.endpoint,
      bench.keys.accessId,
      '',
      'Bench',
      '',
      bench.uids[0],
    ]);
    expect(bench.core.projects.list()).toMatchObject([{ id, name: 'Renamed', uids: [] }]);
    expect(await bench.core.projects.secretOf(id)).toBe(bench.keys.accessSecret);
  });
});

describe('what may be told later', () => {
  beforeEach(async () => void (await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys })));
  const edit = () => bench.run('tuya.editProject', { projectId: 'id1' });
  const toName: Move[] = [choose('Custom endpoint…'), enter, enter, enter];

  it('says where an unknown schema was typed', async () => {
    const seen = act(...toName, enter, type('nobodys-app'), enter, escape);
    await edit();
    expect(seen.at(-1)).toMatchObject({ placeholder: 'App schema (optional)', value: 'nobodys-app' });
    expect(seen.at(-1)?.problem).toMatch(/Check the app schema/);
    expect(bench.core.projects.get('id1')?.schema).toBeUndefined();
  });

  it('says which user id is unknown', async () => {
    const typed = `${String(bench.uids[0])}, stranger`;
    const seen = act(...toName, enter, enter, type(typed), escape);
    await edit();
    expect(seen.at(-1)).toMatchObject({ placeholder: 'User IDs (optional)', value: typed });
    expect(seen.at(-1)?.problem).toMatch(/^stranger: /);
    expect(bench.core.projects.get('id1')?.uids).toEqual([]);
  });
});

describe('adding a project by a script', () => {
  it('answers the id and nothing secret, and asks nobody', async () => {
    const id = await bench.run('tuya.addProject', {
      name: 'Scripted',
      ...bench.keys,
      schema: bench.schema,
      uids: bench.uids,
    });
    expect(id).toBe('id1');
    expect(bench.core.projects.get('id1')).toMatchObject({ name: 'Scripted', schema: bench.schema });
    expect(workbench.inputs).toEqual([]);
    expect(bench.revealed).toEqual([]);
  });

  it.each([
    [{ accessSecret: 'wrong' }, /accessSecret.*The cloud refused the keys/],
    [{ schema: 'nobodys-app' }, /schema/],
    [{ uids: ['stranger'] }, /uids\): stranger: /],
    [{ endpoint: 'http://127.0.0.1:1' }, /endpoint.*can’t be reached/],
    [{ endpoint: 'http://openapi.tuyaeu.com' }, /‘endpoint’ is missing or not valid/],
    [{ endpoint: undefined }, /‘dataCenter’/],
    [{ dataCenter: 'eu' }, /‘dataCenter’/],
    [{ accessId: 5 }, /‘accessId’/],
    [{ extra: true }, /‘extra’/],
  ])(
    'rejects %j with the reason, shows nothing, saves nothing',
    async (fields, reason) => {
      await expect(bench.run('tuya.addProject', { name: 'x', ...bench.keys, ...fields })).rejects.toThrow(
        reason,
      );
      expect(workbench.errors).toEqual([]);
      expect(bench.core.projects.list()).toEqual([]);
    },
    20_000,
  );

  it('still asks a person about a foreign host', async () => {
    const input = { ...bench.keys, endpoint: 'https://cloud.example' };
    expect(await bench.run('tuya.addProject', input)).toBeUndefined();
    expect(workbench.questions.map(({ message }) => message)).toEqual(['Use https://cloud.example?']);
    expect(bench.core.projects.list()).toEqual([]);
  });

  it('rejects a second project with the same keys', async () => {
    await bench.run('tuya.addProject', { name: 'First', ...bench.keys });
    await expect(bench.run('tuya.addProject', bench.keys)).rejects.toThrow(/‘First’ uses this Access ID/);
  });
});
