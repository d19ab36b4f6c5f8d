#!/usr/bin/env bash
# iobroker.tuya 3.18.2 ships the schemas of 10,003 real products. The unit of a number is what somebody typed: no list of
# units holds. Kilowatt-hours stand there in 17 spellings, minutes and degrees Celsius in 11 each, with blanks around
# them and in two languages, and the same `M` is minutes for a countdown and metres for a radar's reach. So a unit can be
# shown as it stands, but must not be compared, converted or used as a key before it is folded, and not by itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact iobroker.tuya@3.18.2 >/dev/null
cat >check.cjs <<'JS'
const products = require('iobroker.tuya/lib/schema.json');
const points = Object.values(products).flatMap(({ schema }) => JSON.parse(schema));
const numbers = points.filter(({ property }) => property?.type === 'value');
const units = new Map();
for (const { property } of numbers) {
  const { unit } = property;
  if (typeof unit === 'string' && unit !== '') units.set(unit, (units.get(unit) ?? 0) + 1);
}
const spellings = (pattern) => [...units.keys()].filter((unit) => pattern.test(unit.trim().toLowerCase()));
const patterns = {
  'kilowatt-hours': /^(k\s?w[\s.·•*/-]?h|千瓦时)$/,
  minutes: /^(m|min|mins|minute|minutes|分|分钟)$/,
  'degrees Celsius': /^(℃|°c|˚c|º?c|deg c|摄氏度)$/,
};
console.log(`spellings in all: ${units.size}`);
for (const [name, pattern] of Object.entries(patterns)) {
  const found = spellings(pattern);
  console.log(`${name}: ${found.length}: ${found.map((unit) => JSON.stringify(unit)).join(' ')}`);
}
const codes = new Set(numbers.filter(({ property }) => property.unit === 'M').map(({ code }) => code));
console.log(`codes with unit M: ${[...codes].sort().join(' ')}`);
JS
node check.cjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
spellings in all: 275
kilowatt-hours: 17: "kwh" "kW*h" "kW·h" "KW*H" "KWh" "kWh" "KWH" "Kw·h" "kw.h" "Kwh" " Kw·h" "kW.h" "KwH" "kw·h" "KW·h" "KW.h" "kW·h\t"
minutes: 11: "m" "min" "分" "分钟" "minutes" "M" "Min" "minute" "Minute" "mins" "MIN"
degrees Celsius: 11: "°C" "℃" "C" "˚C" "摄氏度" " ℃" "c" " °C" "ºC" "°c" "Deg C"
codes with unit M: COLD_DELAY countdown countdown2 countdown_left far_detection near_detection target_dis_closest
EXPECTED
echo 'As found: units are free text.'
