#!/usr/bin/env bash
# zigbee-herdsman-converters 26.112.0 has several readers for the same eight bytes of a Tuya meter's phase: voltage in two
# bytes, current and power in three each. `phaseVariant2`, which eight of its meters use, reads the lower two of the
# three: 70 A are 4.464 A. `phaseVariant3` reads all three, and takes power that flows
# back, which the meter states as 0x99999A less its amount, for ten million watts. Only `phaseVariant2WithPhase` knows
# both. So which number a meter shows depends on the entry for its model, not on what it sends.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact zigbee-herdsman-converters@26.112.0 >/dev/null
cat >check.cjs <<'JS'
const { valueConverter } = require('zigbee-herdsman-converters/lib/tuya');
const readers = {
  phaseVariant2: valueConverter.phaseVariant2,
  phaseVariant3: valueConverter.phaseVariant3,
  phaseVariant2WithPhase: valueConverter.phaseVariant2WithPhase('a'),
};
const bytes = (decivolts, milliamperes, watts) => {
  const all = Buffer.alloc(8);
  all.writeUIntBE(decivolts, 0, 2);
  all.writeUIntBE(milliamperes, 2, 3);
  all.writeUIntBE(watts, 5, 3);
  return all.toString('base64');
};
const phases = {
  '230 V, 70 A, 16,100 W': bytes(2300, 70_000, 16_100),
  '234.2 V, 0.146 A, 20 W fed in': bytes(2342, 146, 0x99999a - 20),
};
for (const [phase, value] of Object.entries(phases))
  for (const [name, { from }] of Object.entries(readers))
    console.log(`${phase}: ${name}: ${Object.values(from(value)).join(' ')}`);
JS
node check.cjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
230 V, 70 A, 16,100 W: phaseVariant2: 230 4.464 16100
230 V, 70 A, 16,100 W: phaseVariant3: 230 70 16100
230 V, 70 A, 16,100 W: phaseVariant2WithPhase: 230 70 16100
234.2 V, 0.146 A, 20 W fed in: phaseVariant2: 234.2 0.146 39302
234.2 V, 0.146 A, 20 W fed in: phaseVariant3: 234.2 0.146 10066310
234.2 V, 0.146 A, 20 W fed in: phaseVariant2WithPhase: 234.2 0.146 -20
EXPECTED
echo 'As found: one phase, three readings.'
