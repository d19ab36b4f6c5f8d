import assert from 'node:assert/strict';
import { connect, type AddressInfo } from 'node:net';
import * as tls from 'node:tls';
import * as vscode from 'vscode';
import { commandIds } from '../../src/platform/commands/commands.js';
import { createCloud, type Cloud } from '../../src/simulator/cloud/cloud.js';
import { startServer } from '../../src/simulator/http/server.js';
import { systemAuthorities } from '../../src/tuya/http/certificates.js';
import { createAuthority } from '../support/certificates.js';
import { ProxyServer } from '../support/proxyServer.js';

const http = () => vscode.workspace.getConfiguration('http');
const set = (name: string, value: unknown) => http().update(name, value, vscode.ConfigurationTarget.Global);

suite('a proxy in VS Code’s settings', () => {
  const target = 'openapi.tuyaeu.com:443';
  const trustedBefore = tls.getCACertificates('default');
  let cloud: Cloud;
  let proxy: ProxyServer;
  const ends: (() => unknown)[] = [];

  suiteSetup(async () => {
    cloud = createCloud({ seed: 7, isCalm: true });
    const server = await startServer(cloud, { port: 0 });
    const authority = createAuthority('Authority of the test cloud');
    // This is what the proxy reaches under the name of a real data center; nothing leaves the machine.
    const secure = tls.createServer(authority.issue('openapi.tuyaeu.com'), (socket) => {
      const onward = connect(Number(new URL(server.origin).port), '127.0.0.1');
      socket.pipe(onward).pipe(socket);
      for (const each of [socket, onward]) each.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const { port } = secure.address() as AddressInfo;
    proxy = await ProxyServer.start({ credentials: 'me:pass', world: { [target]: port } });
    tls.setDefaultCACertificates([...trustedBefore, authority.cert]);
    ends.push(
      () => proxy.close(),
      () => secure.close(),
      () => server.close(),
    );
    // With the system's own certificates, those of this test would not be seen: they are read once.
    await set('systemCertificates', false);
    await vscode.extensions.getExtension('tuya-device-explorer.tuya-device-explorer')?.activate();
  });
  suiteTeardown(async () => {
    tls.setDefaultCACertificates(trustedBefore);
    for (const name of ['proxy', 'systemCertificates', 'fetchAdditionalSupport']) await set(name, undefined);
    for (const end of ends) await end();
  });

  /** Asks the cloud, and saves nothing: the secret is wrong. */
  const ask = () =>
    Promise.resolve(
      vscode.commands.executeCommand(commandIds.addProject, {
        name: 'Behind a proxy',
        dataCenter: 'eu',
        accessId: cloud.credentials.accessId,
        accessSecret: 'wrong',
      }),
    );

  test('carries the extension’s calls, which the cloud answers', async () => {
    await set('proxy', proxy.url('me:pass'));
    await assert.rejects(ask, /accessSecret/);
    assert.deepEqual(new Set(proxy.tunnels), new Set([target]));
    assert.ok(cloud.ledger.totalCalls > 0, 'the cloud was asked');
  });

  test('is named where it asks for credentials, after one try; the change counts without a reload', async () => {
    const [tries, calls] = [proxy.tunnels.length, cloud.ledger.totalCalls];
    await set('proxy', proxy.url());
    await assert.rejects(ask, new RegExp(`${proxy.host.replaceAll('.', '\\.')} asks for a user name`));
    assert.deepEqual([proxy.tunnels.length, cloud.ledger.totalCalls], [tries + 1, calls]);
  });

  test('is not used by the fetch of other extensions because of ours', async () => {
    // VS Code leaves fetch as Node made it; only what an extension did to the process could send it elsewhere.
    await set('fetchAdditionalSupport', false);
    await set('proxy', proxy.url('me:pass'));
    const fetchBefore = globalThis.fetch;
    await fetch('http://nowhere.invalid/').catch(() => undefined);
    await assert.rejects(ask, /accessSecret/);
    const seen = proxy.requests.length;
    await assert.rejects(fetch('http://nowhere.invalid/'), /fetch failed/);
    await assert.rejects(fetch('https://nowhere.invalid/'), /fetch failed/);
    assert.equal(proxy.requests.length, seen);
    assert.equal(globalThis.fetch, fetchBefore);
  });
});

suite('the certificates of the system', () => {
  test('are trusted besides those of Node', async () => {
    const found = await systemAuthorities();
    // A machine may have none that Node doesn't know; what there is contains all that Node trusts.
    const expected = new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]);
    assert.ok((found ?? []).every((each) => expected.has(each)));
    if (found) assert.ok(tls.getCACertificates('default').every((each) => found.includes(each)));
  });
});
