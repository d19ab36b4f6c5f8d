// Fetches what tests need of a VS Code: `server`, `browser` or both.
import { ensureBrowserParts } from './browserParts.mjs';
import { dieOf } from './fault.mjs';
import { onStopSignal } from './processes.mjs';
import { ensureServerParts } from './serverParts.mjs';

onStopSignal(async () => undefined);
const wanted = process.argv.slice(2);
try {
  if (wanted.includes('server')) await ensureServerParts();
  if (wanted.includes('browser')) await ensureBrowserParts();
} catch (error) {
  dieOf(error);
}
