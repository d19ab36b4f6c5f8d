#!/usr/bin/env bash
# @tuya/tuya-connector-nodejs 2.1.2: parameters that stand in the path are merged into the caller's own `query` object,
# which stays changed. An object that is used for two requests carries the first path's parameters into the second: here
# the last_id of one list's page goes along with the request for another user's devices. Nothing refuses it: a cloud
# ignores what it doesn't know, or answers another page. A new object for each request, or no query in the path, helps.
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
const server = createServer((request, response) => {
  const isToken = request.url.startsWith('/v1.0/token');
  if (!isToken) console.log(`asked for ${request.url}`);
  request.resume();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ success: true, t: 1, result: isToken ? token : [] }));
});
server.listen(0, '127.0.0.1', async () => {
  const baseUrl = `http://127.0.0.1:${server.address().port}`;
  const context = new TuyaContext({ baseUrl, accessKey: 'id', secretKey: 'secret' });
  const query = { page_size: 20 };
  await context.request({ method: 'GET', path: '/v1.0/devices?last_id=1700000000', query });
  await context.request({ method: 'GET', path: '/v1.0/users/u1/devices', query });
  console.log(`the caller's object: ${JSON.stringify(query)}`);
  server.close();
});
JS
node check.cjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
asked for /v1.0/devices?last_id=1700000000&page_size=20
asked for /v1.0/users/u1/devices?last_id=1700000000&page_size=20
the caller's object: {"page_size":20,"last_id":"1700000000"}
EXPECTED
echo 'As found: the second request carries what stood in the path of the first.'
