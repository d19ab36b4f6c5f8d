// npm start: a real VS Code with the packaged extension and its demo project, in the browser or on the desktop.
import { join } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { Fault, dieOf } from './fault.mjs';
import { readFlags } from './flags.mjs';
import { hasDisplay, openBrowser } from './openBrowser.mjs';
import { root } from './paths.mjs';
import { onStopSignal } from './processes.mjs';
import { waitingFor } from './say.mjs';

const usualPort = 8787;
const workspace = join(root, 'test', 'fixtures', 'workspace');

async function start() {
  const flags = readFlags(process.argv.slice(2), {
    port: 'port',
    'no-open': 'flag',
    desktop: 'flag',
    help: 'flag',
  });
  if (flags.help) {
    console.log(
      `npm start -- [--port N] [--no-open] [--desktop]\nOpens VS Code with the extension and its demo project (port ${usualPort} unless told).`,
    );
    return;
  }
  /** @type {() => Promise<void>} */
  let stop = async () => undefined;
  let stopping = false;
  onStopSignal(async () => {
    stopping = true;
    console.log('\nStopping …');
    await stop();
  }, 0);

  if (flags.desktop) {
    await ensureDependencies();
    const { desktopCommand, startDesktop } = await import('./onDesktop.mjs');
    await desktopCommand();
    const child = await startDesktop({ folder: workspace, extensions: await packAll() });
    console.log('VS Code is open. Close its window or press Ctrl+C to end.');
    await new Promise((resolve) => child.once('exit', resolve));
    return;
  }

  const port = flags.port ?? usualPort;
  const { refuseBusyPort, startForPerson } = await import('./inBrowser.mjs');
  await refuseBusyPort(port);
  await ensureDependencies();
  const address = new URL(`http://127.0.0.1:${port}/`);
  address.searchParams.set('folder', workspace.replaceAll('\\', '/'));
  const server = await startForPerson({ port, extensions: await packAll(), address: address.href });
  stop = server.stop;
  const shown = decodeURIComponent(address.href);
  console.log(`\nReady:\n${shown}\nPress Ctrl+C to stop.`);
  if (!flags['no-open'] && hasDisplay()) openBrowser(address.href);
  await server.ended;
  if (stopping) return;
  await stop();
  throw new Fault('VS Code has ended.');
}

async function packAll() {
  const { packageCompanion, packageExtension } = await import('./packages.mjs');
  return waitingFor('Building and packaging the extension', async () => [
    await packageExtension(),
    await packageCompanion(),
  ]);
}

await start().catch(dieOf);
