#!/usr/bin/env node
// Stands in for a desktop VS Code where none can be had: takes the arguments that @vscode/test-electron gives, runs the
// tests in the extension host of a VS Code server with a headless browser in front of it, and ends with their exit code.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault, dieOf } from './fault.mjs';
import { keepSecretsOverReload, startBrowser, workbenchAddress } from './browser.mjs';
import { isNoise } from './noise.mjs';
import { onStopSignal } from './processes.mjs';
import { startServer } from './server.mjs';

/** Longer than any suite may take; a suite has its own time-outs inside. */
const timeLimit = Number(process.env.LAUNCHER_TIMEOUT_MS ?? 600_000);
/** The extension host must have said something by then. */
const startLimit = 90_000;

/** @param {readonly string[]} args */
function read(args) {
  const all = (/** @type {string} */ name) =>
    args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
  const [testsPath] = all('extensionTestsPath');
  const developmentPaths = all('extensionDevelopmentPath');
  if (!testsPath || developmentPaths.length === 0) {
    throw new Fault(
      'This takes --extensionTestsPath and --extensionDevelopmentPath, as @vscode/test-electron gives them.',
      2,
    );
  }
  const folder = args.find((arg) => !arg.startsWith('-'));
  return {
    testsPath,
    developmentPaths,
    folder,
    userDataDir: all('user-data-dir')[0],
    extensionsDir: all('extensions-dir')[0],
  };
}

async function run() {
  const wanted = read(process.argv.slice(2));
  const dataDir = await mkdtemp(join(tmpdir(), 'vs-'));
  /** @type {(() => Promise<unknown>)[]} */
  const cleanups = [() => rm(dataDir, { recursive: true, force: true, maxRetries: 3 })];
  const cleanAll = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup().catch(() => undefined);
  };
  /** @type {Promise<void> | undefined} */
  let cleaning;
  // A signal and the end of the run may both ask for it: whoever comes second waits for the first.
  const clean = () => (cleaning ??= cleanAll());
  onStopSignal(clean);
  try {
    const server = await startServer({
      dataDir,
      userDataDir: wanted.userDataDir ?? join(dataDir, 'user'),
      extensionsDir: wanted.extensionsDir ?? join(dataDir, 'extensions'),
    });
    cleanups.push(server.stop);
    const browser = await startBrowser();
    cleanups.push(() => browser.close());
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await keepSecretsOverReload(context);
    return await runTests(
      await context.newPage(),
      workbenchAddress({ origin: server.origin, ...wanted }),
      server,
    );
  } finally {
    await clean();
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} address
 * @param {import('./server.mjs').VsCodeServer} server
 * @returns {Promise<number>}
 */
async function runTests(page, address, server) {
  let heard = false;
  /** @type {string[]} */
  const consoleLines = [];
  page.on('console', (message) => void (consoleLines.push(message.text()) > 50 && consoleLines.shift()));
  return new Promise((resolve, reject) => {
    const giveUp = (/** @type {string} */ why) => {
      const evidence = [...server.log().split('\n').slice(-20), ...consoleLines].filter(
        (line) => !isNoise(line),
      );
      reject(new Fault(`${why}. The last that was heard:\n${evidence.join('\n')}`));
    };
    const start = setTimeout(
      () => !heard && giveUp(`The tests did not start within ${startLimit / 1000} s`),
      startLimit,
    );
    const limit = setTimeout(() => giveUp(`The tests did not end within ${timeLimit / 1000} s`), timeLimit);
    page.once('crash', () => giveUp("The browser's page crashed"));
    const end = (/** @type {number} */ code) => {
      clearTimeout(start);
      clearTimeout(limit);
      resolve(code);
    };
    const setUp = async () => {
      await page.exposeFunction(
        'codeAutomationLog',
        (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
          heard = true;
          print(type, args);
        },
      );
      await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => end(code));
      await page.goto(address, { waitUntil: 'domcontentloaded', timeout: 60_000 });
    };
    setUp().catch((error) => giveUp(`The workbench did not open (${error.message})`));
  });
}

/**
 * @param {string} type
 * @param {unknown[]} args
 */
function print(type, args) {
  const [first, ...rest] = args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg)));
  let used = 0;
  const text = [
    (first ?? '').replace(/%[sdoO]/g, (token) => rest[used++] ?? token),
    ...rest.slice(used),
  ].join(' ');
  if (isNoise(text) && text.trim() !== '') return;
  (type === 'error' || type === 'warn' ? process.stderr : process.stdout).write(`${text}\n`);
}

process.exitCode = await run().catch(dieOf);
process.exit();
