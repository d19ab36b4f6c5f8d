#!/usr/bin/env bash
# @tuyapi/openapi 1.3.0 takes `handleToken: true`, to look after tokens by itself. With it no call can be made at all:
# before the first one it calls its own `getToken`, which refuses to run while tokens are looked after. Nothing leaves.
# Without it, the first call before `getToken` asks for the refresh of a token that isn't there: `/v1.0/token/`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact @tuyapi/openapi@1.3.0 got@11.8.6 >/dev/null
cat >check.cjs <<'JS'
const https = require('node:https');
const OpenAPI = require('@tuyapi/openapi');

// What would leave is written down, and ended before it does.
let left = [];
https.request = (url) => {
  left.push(`${url.pathname}${url.search}`);
  throw new Error('not sent');
};
const look = async (handleToken) => {
  left = [];
  const api = new OpenAPI({ key: 'key', secret: 'secret', schema: 'schema', region: 'eu', handleToken });
  const said = await api.getUsers().then(() => 'answered', ({ message }) => message);
  console.log(`handleToken ${handleToken}: ${said}; asked for: ${left[0] ?? 'nothing'}`);
};
look(true).then(() => look(false));
JS
node check.cjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
handleToken true: Token acquisition is automatically handled.; asked for: nothing
handleToken false: not sent; asked for: /v1.0/token/
EXPECTED
echo 'As found: who lets it look after tokens can make no call.'
