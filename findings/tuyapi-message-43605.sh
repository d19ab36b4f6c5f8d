#!/usr/bin/env bash
# tuyapi 7.7.1: the parser of local messages ends a packet at the first four bytes that look like the end mark
# (00 00 AA 55, in 3.5 00 00 99 66), and doesn't use the length that the header states. The header's sequence number
# is such a place: a packet numbered 43,605 (0x0000AA55) is cut after eight bytes and refused, in every protocol
# version, while 43,604 and 43,606 are read. Numbers go up by one a message, so a device that counts its messages
# gets there. What a client should do: read the length, then look for the end mark where it must stand.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact tuyapi@7.7.1 >/dev/null
cat >check.cjs <<'JS'
const { MessageParser, CommandType } = require('tuyapi/lib/message-parser');
for (const version of ['3.1', '3.3', '3.4', '3.5']) {
  const seen = [43_604, 43_605, 43_606].map((sequenceN) => {
    const parser = new MessageParser({ key: '0123456789abcdef', version });
    const packet = parser.encode({ data: { dps: { 1: true } }, commandByte: CommandType.STATUS, sequenceN });
    try {
      return parser.parse(packet)[0].sequenceN === sequenceN ? 'read' : 'misread';
    } catch {
      return 'refused';
    }
  });
  console.log(`${version}: ${seen.join(' ')}`);
}
JS
node check.cjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
3.1: read refused read
3.3: read refused read
3.4: read refused read
3.5: read refused read
EXPECTED
echo 'As found: 43,605 is refused, its neighbours are read.'
