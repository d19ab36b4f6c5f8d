#!/usr/bin/env bash
# @tuya/tuya-connector-nodejs 2.1.2: a request without a body sends `{}` with GET and DELETE too, with Content-Length 2
# and a JSON content type, and signs the hash of these two bytes. Whatever drops the body of a GET on the way (some
# proxies and caches do) breaks the signature. The token request of the same library has no body.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact @tuya/tuya-connector-nodejs@2.1.2 >/dev/null
cat >check.cjs <<'JS'
const { createServer } = require('node:http');
const { TuyaContext } = require('@tuya/tuya-connector-nodejs');

const token = { access_token: 'token', refresh_token: 'refresh', expire_time: 7200, uid: 'uid' };
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const isToken = request.url.startsWith('/v1.0/token');
  console.log(`${request.method} ${isToken ? 'token' : 'device'}: ${JSON.stringify(body)}`);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ success: true, t: 1, result: isToken ? token : true }));
});
server.listen(0, '127.0.0.1', async () => {
  const baseUrl = `http://127.0.0.1:${server.address().port}`;
  const context = new TuyaContext({ baseUrl, accessKey: 'id', secretKey: 'secret' });
  for (const method of ['GET', 'DELETE']) await context.request({ method, path: '/v1.0/devices/d1' });
  server.close();
});
JS
node check.cjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
GET token: ""
GET device: "{}"
DELETE device: "{}"
EXPECTED
echo 'As found: GET and DELETE carry two bytes that the signature covers.'
