#!/usr/bin/env bash
# yaml: whoever silences its log loses an error, too. A text of two documents is one, and nothing says so.
set -euo pipefail
version=2.9.1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --silent "yaml@$version"
cat >look.mjs <<'JS'
import { parseDocument } from 'yaml';
const text = 'devices: 1\n---\ndevices: 2\n';
const seen = (options) => {
  const document = parseDocument(text, options);
  return { errors: document.errors.map(({ code }) => code), value: document.toJS() };
};
const said = { usual: seen({}), silent: seen({ logLevel: 'silent' }) };
console.log(JSON.stringify(said));
const isAsKnown =
  said.usual.errors.join() === 'MULTIPLE_DOCS' &&
  said.silent.errors.length === 0 &&
  said.silent.value.devices === 1;
process.exit(isAsKnown ? 0 : 1);
JS
echo "yaml $version, parseDocument of two documents with logLevel error (usual) and silent:"
node look.mjs
