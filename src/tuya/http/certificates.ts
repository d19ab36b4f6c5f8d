import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import { Worker } from 'node:worker_threads';

/**
 * The authorities of this system besides those that Node trusts by itself (`NODE_EXTRA_CA_CERTS` among them), PEM;
 * undefined where the system has none to add. Node reads the system's once per process: one that is added later
 * counts after a restart.
 */
export async function systemAuthorities(): Promise<readonly string[] | undefined> {
  // Node has it from 22.15 on, and every VS Code this runs in has such a Node; the tests' Node may be older.
  if (typeof tls.getCACertificates !== 'function') return undefined;
  const known = new Set(tls.getCACertificates('default'));
  const more = new Set((await readInWorker()).filter((each) => !known.has(each)));
  const usable = [...more].filter(isInTime);
  return usable.length === 0 ? undefined : [...known, ...usable];
}

/** As VS Code does: one that has run out can stand in the way of its successor of the same name. */
function isInTime(pem: string): boolean {
  try {
    return Date.parse(new X509Certificate(pem).validTo) > Date.now();
  } catch {
    return false;
  }
}

/** Reading them takes a tenth of a second, on macOS whole ones, in which the extension host would stand still. */
async function readInWorker(): Promise<readonly string[]> {
  const script =
    "require('node:worker_threads').parentPort.postMessage(require('node:tls').getCACertificates('system'))";
  const worker = new Worker(script, { eval: true, name: 'System certificates' });
  const found = await new Promise<unknown>((resolve) => {
    const fail = (): void => resolve(undefined);
    worker.once('message', resolve).once('error', fail).once('exit', fail);
  });
  return isStrings(found) ? found : tls.getCACertificates('system');
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
