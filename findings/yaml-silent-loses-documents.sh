#!/usr/bin/env bash
# yaml 2.9.1: whoever silences its log loses an error, too. A text of two documents, read as one, is an error in the usual
# way, and with `logLevel: 'silent'` it is the first of them, and nothing says so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact yaml@2.9.1 >/dev/null
cat >look.mjs <<'JS'
import { parseDocument } from 'yaml';
for (const logLevel of ['error', 'silent']) {
  const { errors, ...document } = parseDocument('devices: 1\n---\ndevices: 2\n', { logLevel });
  const codes = errors.map(({ code }) => code).join() || 'none';
  console.log(`${logLevel}: errors ${codes}, devices ${document.contents.get('devices')}`);
}
JS
node look.mjs | tee seen.txt
diff seen.txt - <<'EXPECTED'
error: errors MULTIPLE_DOCS, devices 1
silent: errors none, devices 1
EXPECTED
echo 'As found: a second document is lost without a word.'
