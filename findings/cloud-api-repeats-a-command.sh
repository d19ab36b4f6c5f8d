#!/usr/bin/env bash
# tuya-cloud-api 1.1.0 repeats a command by itself where a gateway in between gives up on the answer (504): its POST is
# declared safe to repeat. Whether the device has done it by then is unknown, and not every data point takes the same
# value twice without harm: `countdown_add`, a feeder's portions, a toggle. The caller hears of one command that went
# well. What a client should do: send once, then look.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact tuya-cloud-api@1.1.0 got@11.8.6 >/dev/null
cat >check.cjs <<'JS'
const { createServer } = require('node:http');
const clients = require('tuya-cloud-api/dist/httpClient');
const { tuyaApi } = require('tuya-cloud-api');

let portions = 0;
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const path = request.url.split('?')[0];
  response.setHeader('content-type', 'application/json');
  const answer = (result) => response.end(JSON.stringify({ success: true, t: 1, result }));
  if (path === '/v1.0/token')
    return answer({ access_token: 'token', refresh_token: 'refresh', expire_time: 7200, uid: 'uid' });
  portions += JSON.parse(body).commands[0].value;
  if (portions === 1) response.statusCode = 504;
  answer(true);
});
server.listen(0, '127.0.0.1', async () => {
  const here = `http://127.0.0.1:${server.address().port}`;
  const toHere = (options) => (options.url = new URL(`${options.url.pathname}${options.url.search}`, here)) && undefined;
  clients.httpClient = clients.httpClient.extend({ hooks: { beforeRequest: [toHere] } });
  await tuyaApi.authorize({ apiClientId: 'id', apiClientSecret: 'secret', serverLocation: 'eu' });
  const commands = [{ code: 'manual_feed', value: 1 }];
  console.log(`the caller is told: ${await tuyaApi.sendCommand({ deviceId: 'd1', commands })}`);
  console.log(`portions: ${portions}`);
  server.close();
});
JS
node check.cjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
the caller is told: true
portions: 2
EXPECTED
echo 'As found: one command, sent twice after a 504.'
