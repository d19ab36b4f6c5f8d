#!/usr/bin/env bash
# @tuya/tuya-connector-nodejs 2.1.2: the method goes into the signature as the caller wrote it, and onto the wire in
# upper case. Its types allow `post` (they are those of axios), and a request made so is signed for `post` and sent as
# `POST`: the cloud, which signs what it received, answers 1004 (sign invalid), and nothing points at the letter case.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact @tuya/tuya-connector-nodejs@2.1.2 >/dev/null
cat >check.cjs <<'JS'
const { createHash, createHmac } = require('node:crypto');
const { createServer } = require('node:http');
const { TuyaContext } = require('@tuya/tuya-connector-nodejs');

const token = { access_token: 'token', refresh_token: 'refresh', expire_time: 7200, uid: 'uid' };
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const isToken = request.url.startsWith('/v1.0/token');
  if (!isToken) {
    const { t, nonce = '', sign } = request.headers;
    const hash = createHash('sha256').update(body).digest('hex');
    const signed = [request.method, request.method.toLowerCase()].find((method) => {
      const text = `id${token.access_token}${t}${nonce}${[method, hash, '', request.url].join('\n')}`;
      return createHmac('sha256', 'secret').update(text).digest('hex').toUpperCase() === sign;
    });
    console.log(`sent ${request.method}, signed ${signed}`);
  }
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ success: true, t: 1, result: isToken ? token : true }));
});
server.listen(0, '127.0.0.1', async () => {
  const baseUrl = `http://127.0.0.1:${server.address().port}`;
  const context = new TuyaContext({ baseUrl, accessKey: 'id', secretKey: 'secret' });
  for (const method of ['POST', 'post']) {
    await context.request({ method, path: '/v1.0/devices/d1/commands', body: { commands: [] } });
  }
  server.close();
});
JS
node check.cjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
sent POST, signed POST
sent POST, signed post
EXPECTED
echo 'As found: the verb is signed in the letter case of the caller.'
