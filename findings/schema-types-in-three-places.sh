#!/usr/bin/env bash
# iobroker.tuya 3.18.2 ships the schemas of 10,003 real products. A data point there may name its type in `type` (only
# `obj` or `raw`), in `property.type` and in `subType`. None of them is always enough: 3,886 data points, all raw, have
# no `property.type` (a quarter of the raw ones), 16,497 have no `subType`, and for 1,360 raw ones nothing but the
# outer `type` says so. Where several are there, they never contradict each other. So: `property.type`, else `raw`
# where `type` says raw; a reader of one field alone takes thousands of raw values for something else.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact iobroker.tuya@3.18.2 >/dev/null
cat >check.cjs <<'JS'
const products = require('iobroker.tuya/lib/schema.json');
const points = Object.values(products).flatMap(({ schema }) => JSON.parse(schema));
const inner = (point) => point.property?.type;
const typeOf = (point) => inner(point) ?? (point.type === 'raw' ? 'raw' : undefined);
const count = (test) => points.filter(test).length;
console.log(`products ${Object.keys(products).length}, data points ${points.length}`);
console.log(`raw: ${count((point) => typeOf(point) === 'raw')}`);
console.log(`without property.type: ${count((point) => inner(point) === undefined)}`);
console.log(`of these raw by type: ${count((point) => inner(point) === undefined && point.type === 'raw')}`);
console.log(`without subType: ${count((point) => point.subType === undefined)}`);
console.log(`raw by type alone: ${count((point) => inner(point) === undefined && point.subType === undefined)}`);
console.log(`contradictions: ${count((point) => point.subType !== undefined && point.subType !== typeOf(point))}`);
console.log(`without any type: ${count((point) => typeOf(point) === undefined)}`);
JS
node check.cjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
products 10003, data points 119593
raw: 15813
without property.type: 3886
of these raw by type: 3886
without subType: 16497
raw by type alone: 1360
contradictions: 0
without any type: 0
EXPECTED
echo 'As found: only the fields together name every type.'
