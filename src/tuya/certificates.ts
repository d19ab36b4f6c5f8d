import * as tls from 'node:tls';
import { Worker } from 'node:worker_threads';

/** Whom TLS trusts, PEM; undefined for what Node trusts by itself, `NODE_EXTRA_CA_CERTS` included. */
export type Authorities = readonly string[] | undefined;

/**
 * The authorities of this system besides those of Node. Node reads the system's once per process: one added later
 * counts after a restart.
 */
export async function systemAuthorities(platform = process.platform): Promise<Authorities> {
  // Node has it from 22.15 on, and every VS Code this runs in has such a Node; the tests' Node may be older.
  if (typeof tls.getCACertificates !== 'function') return undefined;
  const system = platform === 'darwin' ? await readInWorker() : tls.getCACertificates('system');
  return system.length === 0 ? undefined : [...new Set([...tls.getCACertificates('default'), ...system])];
}

/** macOS's keychain can take seconds to ask, in which the extension host would stand still. */
function readInWorker(): Promise<readonly string[]> {
  const script =
    "require('node:worker_threads').parentPort.postMessage(require('node:tls').getCACertificates('system'))";
  const list = new Promise<unknown>((resolve, reject) => {
    const worker = new Worker(script, { eval: true, name: 'System certificates' });
    worker.once('message', resolve).once('error', reject).once('exit', reject);
  });
  return list.then(
    (found) => (isStrings(found) ? found : tls.getCACertificates('system')),
    () => tls.getCACertificates('system'),
  );
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
