#!/usr/bin/env bash
# tuya-cloud-api 1.1.0 keeps a token with the time when it runs out, and computes that time backwards: now minus its
# lifetime. So each token has run out the moment it arrives, and every call costs two: a token, then the call. On a
# plan that counts calls, half of them are tokens. That the library holds a token tells nothing: count what leaves.
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

const server = createServer((request, response) => {
  const path = request.url.split('?')[0];
  console.log(`${request.method} ${path}`);
  const token = { access_token: 'token', refresh_token: 'refresh', expire_time: 7200, uid: 'uid' };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ success: true, t: 1, result: path === '/v1.0/token' ? token : { id: 'd1' } }));
});
server.listen(0, '127.0.0.1', async () => {
  const here = `http://127.0.0.1:${server.address().port}`;
  const toHere = (options) => (options.url = new URL(`${options.url.pathname}${options.url.search}`, here)) && undefined;
  clients.httpClient = clients.httpClient.extend({ hooks: { beforeRequest: [toHere] } });
  await tuyaApi.authorize({ apiClientId: 'id', apiClientSecret: 'secret', serverLocation: 'eu' });
  for (let n = 0; n < 3; n++) await tuyaApi.getDevice({ deviceId: 'd1' });
  server.close();
});
JS
node check.cjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
GET /v1.0/token
GET /v1.0/devices/d1
GET /v1.0/token
GET /v1.0/devices/d1
GET /v1.0/token
GET /v1.0/devices/d1
EXPECTED
echo 'As found: a token that is good for two hours is asked for before each call.'
