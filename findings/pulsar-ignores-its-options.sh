#!/usr/bin/env bash
# tuya-pulsar 0.0.3, Tuya's client of its message service for Node, takes `subscriptionType` and `ackTimeoutMillis`, has
# defaults for both (Failover, 3,000 ms), and uses neither: what it asks for is always Failover and 30,000 ms. Of two
# programs that say “Shared” to share the messages between them, one waits; and what wasn't acknowledged comes again
# after half a minute, whatever was set.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact tuya-pulsar@0.0.3 ws@7.5.10 >/dev/null
cat >check.cjs <<'JS'
const { Server } = require('ws');
const Messages = require('tuya-pulsar').default;

const wishes = [{}, { subscriptionType: 'Shared', ackTimeoutMillis: 5000 }];
const server = new Server({ port: 0, host: '127.0.0.1' });
const next = () => {
  const wish = wishes.shift();
  if (!wish) process.exit();
  console.log(`wished: ${JSON.stringify(wish)}`);
  const url = `ws://127.0.0.1:${server.address().port}/`;
  const keys = { accessId: 'id', accessKey: '0123456789abcdef0123456789abcdef' };
  new Messages({ ...keys, ...wish, env: Messages.env.PROD, url, logger: () => {} }).start();
};
server.on('connection', (_, request) => {
  console.log(`asked: ${request.url.split('?')[1]}`);
  next();
});
server.on('listening', next);
JS
node check.cjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
wished: {}
asked: subscriptionType=Failover&ackTimeoutMillis=30000
wished: {"subscriptionType":"Shared","ackTimeoutMillis":5000}
asked: subscriptionType=Failover&ackTimeoutMillis=30000
EXPECTED
echo 'As found: both options are without effect.'
