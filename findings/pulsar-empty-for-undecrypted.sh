#!/usr/bin/env bash
# tuya-pulsar 0.0.3, Tuya's client of its message service for Node: a message that it can't decrypt is no error. It comes
# to the listener like any other, with an empty text where the data should be, and whoever acknowledges what comes has
# lost it. That is what a program sees whose Access Secret is an earlier one for some of the messages.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact tuya-pulsar@0.0.3 ws@7.5.10 >/dev/null
cat >check.cjs <<'JS'
const { createCipheriv, randomBytes } = require('node:crypto');
const { Server } = require('ws');
const Messages = require('tuya-pulsar').default;

const sealed = (data, secret) => {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-128-gcm', secret.slice(8, 24), iv);
  const text = Buffer.concat([cipher.update(JSON.stringify(data), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64');
};
const message = (messageId, secret) => {
  const data = sealed({ devId: 'd1', status: [{ code: 'switch', value: true }] }, secret);
  const payload = Buffer.from(JSON.stringify({ data, protocol: 4, pv: '2.0', t: 1 })).toString('base64');
  return JSON.stringify({ messageId, payload, properties: { em: 'aes_gcm' } });
};
const [secret, earlier] = ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210'];
const server = new Server({ port: 0, host: '127.0.0.1' });
server.on('connection', (socket) => {
  socket.send(message('first', secret));
  socket.send(message('second', earlier));
});
server.on('listening', () => {
  const url = `ws://127.0.0.1:${server.address().port}/`;
  const client = new Messages({ accessId: 'id', accessKey: secret, env: Messages.env.PROD, url, logger: () => {} });
  client.error(() => console.log('an error'));
  client.message((_, { messageId, payload }) => {
    console.log(`${messageId}: ${JSON.stringify(payload.data)}`);
    if (messageId === 'second') process.exit();
  });
  client.start();
});
JS
node check.cjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
first: {"devId":"d1","status":[{"code":"switch","value":true}]}
second: ""
EXPECTED
echo 'As found: what can’t be decrypted is an empty message, and no error.'
