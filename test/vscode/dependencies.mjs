// The project's own npm packages: installs them if they are missing or older than the lock file.
// Uses nothing but Node's own modules, because it runs before there is anything else.
import { fileURLToPath } from 'node:url';
import { dieOf } from './fault.mjs';
import { ensureInstalled } from './npm.mjs';
import { root } from './paths.mjs';
import { onStopSignal } from './processes.mjs';

export async function ensureDependencies() {
  await ensureInstalled(root, "Installing the project's npm packages");
}

// Node before 20.11 doesn't know import.meta.filename.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  onStopSignal(async () => undefined);
  await ensureDependencies().catch(dieOf);
}
