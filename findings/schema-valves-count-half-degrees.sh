#!/usr/bin/env bash
# iobroker.tuya 3.18.2 ships the schemas of 10,003 real products. 14 of them, radiator valves, say of their set
# temperatures: 1 to 59 (some 0 to 59), step 5, scale 1, ℃. By that a valve heats to 5.9 ℃ at most, and no step leads
# there. zigbee-herdsman-converters 26.112.0 speaks to four of these products without the cloud (Zigbee's name of a
# maker ends in the product's id): what is set counts half degrees, 0.5 to 29.5 ℃. The temperature that the valve
# measures has the same scale and step, and really counts tenths. So raw / 10^scale is wrong by a factor of five for one
# of two data points that look alike. The drivers themselves don't agree: one of them reads three of the five set
# temperatures by tenths, by which nobody could choose more than 5.9 ℃. A range that no step leads through is the sign.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact iobroker.tuya@3.18.2 zigbee-herdsman-converters@26.112.0 >/dev/null
cat >check.cjs <<'JS'
const products = require('iobroker.tuya/lib/schema.json');
const schemaOf = (id) => JSON.parse(products[id].schema);
const isHalves = ({ property: { type, min, max, step, scale } = {} }) =>
  type === 'value' && min <= 1 && max === 59 && step === 5 && scale === 1;
const valves = Object.keys(products).filter((id) => schemaOf(id).some(isHalves));
const points = valves.flatMap((id) => schemaOf(id).filter(isHalves));
console.log(`${valves.length} products, ${points.length} data points: ${[...new Set(points.map(({ code }) => code))].sort().join(' ')}`);

for (const [maker, id] of [['essentials', 'i48qyn9s'], ['moes', 'fhn3negr']]) {
  const { definitions } = require(`zigbee-herdsman-converters/devices/${maker}`);
  const names = ({ fingerprint = [] }) => fingerprint.map(({ manufacturerName }) => manufacturerName);
  const definition = definitions.find((one) => names(one).includes(`_TZE200_${id}`));
  const read = new Map(definition.meta.tuyaDatapoints.map(([number, , converter]) => [number, converter?.from]));
  for (const number of [16, 24, 101]) {
    const { code, property } = schemaOf(id).find((point) => point.id === number);
    const { min, max, step, scale } = property;
    console.log(`${id} ${code} ${min} to ${max}, step ${step}, scale ${scale}: 40 is ${40 / 10 ** scale} by the schema, ${read.get(number)(40)} by the driver`);
  }
}
for (const [maker, id] of [['lidl', 'chyvmhay'], ['woox', 'wnvhlcgl']]) {
  const { definitions } = require(`zigbee-herdsman-converters/devices/${maker}`);
  const definition = definitions.find(({ fingerprint = [] }) =>
    fingerprint.some(({ manufacturerName }) => manufacturerName === `_TZE200_${id}`));
  const all = typeof definition.exposes === 'function' ? definition.exposes() : definition.exposes;
  const setpoint = all.flatMap(({ features = [] }) => features).find(({ name }) => name === 'current_heating_setpoint');
  const { property } = schemaOf(id).find((point) => point.id === 16);
  console.log(`${id} temp_set: at most ${property.max / 10 ** property.scale} by the schema, ${setpoint.value_max} by the driver`);
}
JS
node check.cjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
14 products, 70 data points: auto_temp comfort_temp eco_temp temp_set window_temp
i48qyn9s temp_set 1 to 59, step 5, scale 1: 40 is 4 by the schema, 20 by the driver
i48qyn9s temp_current 1 to 295, step 5, scale 1: 40 is 4 by the schema, 4 by the driver
i48qyn9s comfort_temp 1 to 59, step 5, scale 1: 40 is 4 by the schema, 4 by the driver
fhn3negr temp_set 1 to 59, step 5, scale 1: 40 is 4 by the schema, 20 by the driver
fhn3negr temp_current -50 to 350, step 5, scale 1: 40 is 4 by the schema, 4 by the driver
fhn3negr comfort_temp 1 to 59, step 5, scale 1: 40 is 4 by the schema, 20 by the driver
chyvmhay temp_set: at most 5.9 by the schema, 29.5 by the driver
wnvhlcgl temp_set: at most 5.9 by the schema, 30 by the driver
EXPECTED
echo 'As found: where no step reaches the ends of a range, a number may count steps.'
