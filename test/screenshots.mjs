// npm run screenshots: every page of ours in every theme, width and language, on one contact sheet, and measured: no text
// is cut off, stands on another, or makes the page scroll sideways.
//   npm run screenshots -- --only log-chart      screens with this in their name
import { join } from 'node:path';
import { runTool, tool } from './runner/tools.mjs';
import { ensureDependencies } from './vscode/dependencies.mjs';
import { dieOf } from './vscode/fault.mjs';
import { readFlags } from './vscode/flags.mjs';
import { endAll, onStopSignal } from './vscode/processes.mjs';

async function run() {
  const { only = '' } = readFlags(process.argv.slice(2), { only: 'text' });
  onStopSignal(() => endAll());
  await ensureDependencies();
  const args = [tool('vitest'), 'run', '--config', join('test', 'pages', 'vitest.config.mts'), 'screens'];
  const isWell = await runTool(args, (text) => process.stdout.write(text), { TUYA_SCREENS: only });
  return isWell ? 0 : 1;
}

process.exitCode = await run().catch(dieOf);
