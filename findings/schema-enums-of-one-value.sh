#!/usr/bin/env bash
# iobroker.tuya 3.18.2 ships the schemas of 10,003 real products. 582 of their enums have one value: events that look
# like states. A tenth of the motion sensors with `pir_state` can report `pir` or `Alarm` and nothing else, an `sos`
# button `sos`, a camera `motion`. Their value never changes after the first report: whoever waits for a change, draws
# only steps, or keeps what differs from the value before misses every event but the first. A report counts, not its
# difference.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact iobroker.tuya@3.18.2 >/dev/null
cat >check.cjs <<'JS'
const products = require('iobroker.tuya/lib/schema.json');
const points = Object.values(products).flatMap(({ schema }) => JSON.parse(schema));
const enums = points.filter(({ property }) => property?.type === 'enum');
const isSingle = ({ property }) => property.range.length === 1;
console.log(`enums: ${enums.length}, with one value: ${enums.filter(isSingle).length}`);
for (const asked of ['pir_state', 'sos', 'ipc_movement_detect', 'scene_1']) {
  const all = enums.filter(({ code }) => code === asked);
  const single = all.filter(isSingle);
  const values = [...new Set(single.flatMap(({ property }) => property.range))].sort();
  console.log(`${asked}: ${single.length} of ${all.length}, only ${values.join(' or ')}`);
}
JS
node check.cjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
enums: 19785, with one value: 582
pir_state: 13 of 128, only Alarm or pir
sos: 10 of 10, only sos
ipc_movement_detect: 23 of 23, only motion
scene_1: 67 of 67, only scene
EXPECTED
echo 'As found: an enum of one value is an event.'
