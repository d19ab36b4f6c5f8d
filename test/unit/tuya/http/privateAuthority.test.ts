import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../../../support/certificates.js';
import type { ProxyServer } from '../../../support/proxyServer.js';
import { aCompany, type Company } from '../../../support/proxySetup.js';

// Node before 22.15 can't be asked what the system trusts; no VS Code that this runs in has one.
const knowsSystem = typeof tls.getCACertificates === 'function' && process.platform === 'linux';

let folder: string;
let company: Company;
let proxy: ProxyServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'authority-'));
  company = await aCompany();
  const intercept = createAuthority('The company');
  proxy = await company.proxy({ intercept });
  await writeFile(join(folder, 'company.pem'), intercept.cert);
  await build({
    entryPoints: [fileURLToPath(new URL('../../../support/askThroughProxy.ts', import.meta.url))],
    outfile: join(folder, 'ask.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
});
afterAll(async () => {
  await company.close();
  await rm(folder, { recursive: true });
});

/** How a program fares behind a proxy that reads the traffic, started with this environment. */
async function ask(certificates: 'system' | 'own', variable?: string): Promise<string> {
  const { NODE_EXTRA_CA_CERTS: _, SSL_CERT_FILE: __, ...environment } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'ask.cjs'), certificates], {
    env: {
      ...environment,
      NO_PROXY: '',
      no_proxy: '',
      https_proxy: proxy.url(),
      ...(variable === undefined ? {} : { [variable]: join(folder, 'company.pem') }),
    },
  });
  return stdout.trim();
}

describe('a company’s own authority', () => {
  it.each(['system', 'own'] as const)('is not trusted by itself (%s)', async (certificates) => {
    expect(await ask(certificates)).toBe('proxyIntercepts');
  });

  it.each(['system', 'own'] as const)('is trusted from NODE_EXTRA_CA_CERTS (%s)', async (certificates) => {
    expect(await ask(certificates, 'NODE_EXTRA_CA_CERTS')).toBe('200');
  });

  it.runIf(knowsSystem)(
    'is trusted from the system’s certificates, if http.systemCertificates is on',
    async () => {
      // Where OpenSSL looks for what a Linux system trusts.
      expect(await ask('system', 'SSL_CERT_FILE')).toBe('200');
      expect(await ask('own', 'SSL_CERT_FILE')).toBe('proxyIntercepts');
    },
  );
});
