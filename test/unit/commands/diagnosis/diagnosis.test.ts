import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/simulator/faults/faults.js';
import { eventually } from '../../../support/eventually.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { act, choose, escape } from '../../../support/person.js';
import { workbench } from '../../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
beforeEach(async () => (bench = await aWorkbench()));
afterEach(() => bench.end());

const diagnose = (projectId = 'id1') => bench.run('tuya.diagnoseProject', { projectId });
const addProject = (fields: object = {}) =>
  bench.run('tuya.addProject', { name: 'Bench', ...bench.keys, ...fields });
const lastDocument = (): string => bench.documents.at(-1)?.texts.at(-1) ?? '';
const findLine = (label: string): string =>
  lastDocument()
    .split('\n')
    .find((line) => line.includes(label)) ?? '';

describe('Diagnose Project', () => {
  it('shows a document with a line for every step, and says that all is well', async () => {
    await addProject({ schema: bench.schema });
    await diagnose();
    expect(bench.documents.at(-1)).toMatchObject({ name: 'diagnosis.md', rendered: true });
    expect(workbench.progress.at(-1)).toBe('Diagnosing ‘Bench’: at most 12 requests');
    expect(workbench.progressMessages).toContain('Clock');
    expect(lastDocument().match(/^- [✓✗?] /gm)).toHaveLength(18);
    expect(lastDocument()).toContain('**All checks passed.**');
    expect(workbench.messages).toContain('All checks passed.');
  });

  it('names the cause, the API group, the code, the trace id and the next step, with a button', async () => {
    await addProject();
    bench.cloud.faults.add({ fault: { kind: 'code', code: 28841101 }, operation: 'listDevices' });
    workbench.pressOn = (message, buttons) => (message.includes('failed') ? buttons[0] : undefined);
    await diagnose();
    expect(findLine('API: device list of the project')).toMatch(
      /^- ✗ .* \(fail\): The cloud project isn’t subscribed .* \(code 28841101, trace ID [0-9a-f]{32}\)$/,
    );
    expect(lastDocument()).toContain('  - Next: Subscribe the API group ‘Smart Home Basic Service’');
    await eventually(() => expect(workbench.opened).toEqual(['https://platform.tuya.com/cloud/products']));
  });

  it('leads from wrong keys to the keys', async () => {
    await addProject();
    bench.cloud.faults.add({ fault: { kind: 'code', code: 1004 }, operation: 'getToken', skip: 1 });
    workbench.pressOn = (message, buttons) => (message.includes('failed') ? buttons[0] : undefined);
    const seen = act(escape);
    await diagnose();
    await eventually(() => expect(seen.map(({ title }) => title)).toEqual(['Edit ‘Bench’']));
    expect(findLine('Device list') || findLine('API: device list of the project')).toMatch(
      /^- \? .*Not checked, because of: Keys and access token\.$/,
    );
  });

  it('copies the document where that is asked for', async () => {
    await addProject();
    workbench.pressOn = (message, buttons) => (message.startsWith('All checks') ? buttons.at(-1) : undefined);
    await diagnose();
    await eventually(() => expect(workbench.clipboard).toBe(lastDocument()));
  });

  it('works in the demo', async () => {
    await bench.run('tuya.addDemoProject');
    await diagnose();
    expect(findLine('**Network**')).toContain('Runs on this computer');
    expect(lastDocument()).not.toContain('✗');
  });

  it('asks which project is meant where there are several, and takes the only one', async () => {
    await addProject();
    const seen = act(choose('Bench'));
    await bench.run('tuya.diagnoseProject');
    expect(seen).toEqual([]);
    await bench.run('tuya.addDemoProject');
    await bench.run('tuya.diagnoseProject');
    expect(seen).toHaveLength(1);
    expect(bench.documents).toHaveLength(2);
    expect(lastDocument()).toContain('# Tuya: diagnosis of a cloud project');
  });
});

/** One of each kind, in the shape they have. */
const planted = {
  accessSecret: 'aa11bb22cc33dd44ee55ff6600778899',
  accessToken: '3f4eda2bdec17232f67c0b188af3eec1',
  refreshToken: '77c1b4a0d9e2f3a4b5c6d7e8f9a0b1c2',
  localKey: "'k$8~dL{vQ;2mZ|p",
  plainLocalKey: 'a1b2c3d4e5f6a7b8',
  deviceId: 'bf2f7e1c6a4d8e9b03xyzq',
  uid: 'eu1623456789012AbCdE',
  uuid: '5f2a1b3c4d5e6f70',
  mac: '90:35:ea:ff:fe:12:34:56',
  ip: '203.0.113.77',
  ipv6: '2001:db8:85a3::8a2e:370:7334',
  email: 'ada@mail.example',
  phone: '+44 20 7946 0958',
  name: 'Grandmother’s bedroom',
  signature: '9E48A3E93B302EEECC803C7241985D0A34EB944F40FB573C7B5C2A82158AF13E',
} as const;

/** A cloud that says whatever it knows, in every field, in its messages and in its trace ids. */
class IndiscreetCloud {
  code: number | undefined;
  tid: string = planted.accessToken;
  tokenWorks = true;
  private readonly server: Server = createServer(({ url = '', headers }, response) => {
    const isToken = url.startsWith('/v1.0/token');
    // Also what the request itself held.
    const everything = { ...planted, ...headers };
    const msg = `no: ${Object.entries(everything)
      .map(([name, value]) => `${name}=${String(value)} ${String(value)}`)
      .join(', ')}`;
    const refuses = isToken ? !this.tokenWorks || !headers['sign'] : this.code !== undefined;
    const code = this.code ?? 1004;
    const envelope = refuses
      ? { success: false, code, msg, ...everything }
      : { success: true, result: isToken ? this.token() : this.result(url), msg };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...envelope, t: Date.now(), tid: this.tid }));
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => void this.server.close(() => resolve()));
  }

  private token(): object {
    const { accessToken, refreshToken, uid } = planted;
    return { access_token: accessToken, refresh_token: refreshToken, expire_time: 7200, uid };
  }

  private result(url: string): unknown {
    const { deviceId, localKey, uid, uuid, ip, name, mac, email, phone, plainLocalKey } = planted;
    const device = { id: deviceId, name, uid, uuid, ip, local_key: localKey, online: true };
    const more = { mac, email, mobile: phone, product_name: plainLocalKey, owner_id: planted.ipv6 };
    const status = [{ code: 'secret', value: planted.signature }];
    const full = { ...device, ...more, status };
    if (url.includes('/logs')) {
      return { logs: [{ event_id: 7, event_time: 1e12, code: 'x', value: name }], device_id: deviceId };
    }
    if (url.startsWith('/v1.0/devices?')) return { devices: [full], total: 1, last_id: uuid };
    return /\/devices\/[^/]+$/.test(url) && !url.includes('factory') ? full : [full];
  }
}

describe('the document', () => {
  const cloud: { current?: IndiscreetCloud } = {};
  afterEach(() => cloud.current?.close());

  const codes = [undefined, 1004, 1010, 1106, 1114, 2007, 2009, 28841101, 28841107, 987654, 500];
  const tids = Object.values(planted);
  const all = [
    ...codes.map((code, at) => [code, tids[at]] as const),
    ...tids.map((tid) => [1106, tid] as const),
  ];
  it.each(all)('holds no planted secret: code %s, the trace id %s', async (code, tid) => {
    const indiscreet = new IndiscreetCloud();
    cloud.current = indiscreet;
    const endpoint = await indiscreet.listen();
    const { accessSecret, uid } = planted;
    const accessId = '1KAD46OrT9HafiKdsXeg';
    await addProject({ endpoint, accessId, accessSecret, name: planted.name });
    await bench.core.projects.update('id1', (old) => ({ ...old, uids: [uid], schema: 'my-own-app' }));
    Object.assign(indiscreet, { code, tid });
    await diagnose();
    const seen = [lastDocument(), ...workbench.messages].join('\n').toLowerCase();
    expect(seen).toContain('diagnosis of a cloud project');
    const secrets = [...Object.values(planted), accessId, 'my-own-app', new URL(endpoint).host];
    for (const secret of secrets) expect(lastDocument().toLowerCase()).not.toContain(secret.toLowerCase());
  });

  it('still has the trace ids that Tuya’s support asks for', async () => {
    const indiscreet = new IndiscreetCloud();
    cloud.current = indiscreet;
    const endpoint = await indiscreet.listen();
    await addProject({ endpoint });
    Object.assign(indiscreet, { code: 1106, tid: 'c0ffee00c0ffee00c0ffee00c0ffee00' });
    await diagnose();
    expect(lastDocument()).toContain('(code 1106, trace ID c0ffee00c0ffee00c0ffee00c0ffee00)');
  });
});

describe('Why Is This Empty?', () => {
  const why = async (place: object): Promise<string[]> => {
    let rows: readonly { readonly label: string; readonly description?: string }[] = [];
    workbench.onInput = (input) => {
      rows = input.items as typeof rows;
      input.hide();
    };
    await bench.run('tuya.whyEmpty', { place: { projectId: 'id1', ...place } });
    return rows
      .filter(({ label }) => label !== '')
      .map(({ label, description }) => (description === undefined ? label : `${label} – ${description}`));
  };
  beforeEach(async () => void (await addProject()));

  const failReads = (fault: Fault): void =>
    void bench.cloud.faults.add({ fault, operation: ['listSubDevices', 'getDevice'] });

  it('looks: a project', async () => {
    expect(await why({ kind: 'users' })).toEqual([
      '$(error) It is no longer empty – the cloud says so',
      '$(refresh) Refresh',
      '$(pulse) Diagnose Project',
    ]);
    bench.cloud.faults.add({
      fault: { kind: 'rewrite', rewrite: () => ({ devices: [], total: 0 }) },
      operation: 'listDevices',
    });
    expect((await why({ kind: 'users' })).slice(0, 3)).toEqual([
      '$(circle-filled) No app account is linked to the cloud project – likely',
      '$(circle-outline) The devices are in another data center – possible',
      '$(circle-outline) No device is paired yet – possible',
    ]);
  });

  it('looks: a user that is none', async () => {
    expect((await why({ kind: 'owner', uid: 'stranger' }))[0]).toBe(
      '$(error) The user does not belong to this cloud project – the cloud says so',
    );
    bench.cloud.faults.add({ fault: { kind: 'code', code: 2002 }, operation: 'listUserDevices' });
    expect((await why({ kind: 'owner', uid: String(bench.uids[0]) }))[0]).toBe(
      '$(circle-filled) No device is paired yet – likely',
    );
  });

  it('looks: a device without sub-devices', async () => {
    const [strip] = bench.cloud.truth.devicesOfProduct('strip');
    expect((await why({ kind: 'gateway', deviceId: strip }))[0]).toMatch(
      /The device is no gateway – likely$/,
    );
  });

  it('says the refusal where there is one', async () => {
    bench.cloud.faults.add({ fault: { kind: 'code', code: 28841105 }, operation: 'listDevices' });
    let detail: unknown;
    workbench.onInput = (input) => {
      detail = input.items[0];
      input.hide();
    };
    await bench.run('tuya.whyEmpty', { place: { projectId: 'id1', kind: 'users' } });
    expect(detail).toMatchObject({
      label: '$(error) The cloud refuses the list',
      detail: expect.stringMatching(
        /authorise the API group .*\(code 28841105, trace ID \w+\) → Diagnose/,
      ) as string,
    });
  });

  it.each([
    [
      'a cloud that is down',
      (): void => void bench.cloud.faults.add({ fault: { kind: 'status', status: 502 } }),
      1,
    ],
    ['reads that fail', (): void => failReads({ kind: 'code', code: 500 }), 2],
    ['tokens that are refused', (): void => failReads({ kind: 'code', code: 1010 }), 2],
    ['a clock that is wrong', (): void => void (bench.cloud.clockSkewMs = 3_600_000), 4],
  ])('makes no more calls than it says: %s', async (_what, happen, calls) => {
    const [strip] = bench.cloud.truth.devicesOfProduct('strip');
    happen();
    const before = bench.cloud.ledger.totalCalls;
    await why({ kind: 'gateway', deviceId: strip });
    expect(workbench.progress.at(-1)).toBe('Checking why it is empty: at most 4 calls');
    expect(bench.cloud.ledger.totalCalls - before).toBe(calls);
  });

  it('asks before it looks where the budget is used up', async () => {
    await bench.core.projects.update('id1', (old) => ({ ...old, callBudget: 1 }));
    const before = bench.cloud.ledger.totalCalls;
    let asked = 0;
    bench.core.budget.askWith(() => Promise.resolve(++asked === 0));
    await bench.run('tuya.whyEmpty', { place: { projectId: 'id1', kind: 'users' } });
    expect(asked).toBe(1);
    expect(bench.cloud.ledger.totalCalls).toBe(before);
  });

  it('asks nobody about a kept list, and leads to the diagnosis', async () => {
    const calls = bench.cloud.ledger.totalCalls;
    act((input) => {
      expect(bench.cloud.ledger.totalCalls).toBe(calls);
      input.choose('$(pulse) Diagnose Project');
    });
    await bench.run('tuya.whyEmpty', { projectId: 'id1', listId: 'l' });
    expect(lastDocument()).toContain('# Tuya: diagnosis of a cloud project');
  });
});
