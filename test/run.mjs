// npm test: installs what is missing, runs everything, and ends with one line of totals.
//   npm test -- --only unit          one part, or several: --only types,lint
import { ensureDependencies } from './vscode/dependencies.mjs';
import { Fault, dieOf } from './vscode/fault.mjs';
import { readFlags } from './vscode/flags.mjs';
import { onStopSignal } from './vscode/processes.mjs';

async function run() {
  const flags = readFlags(process.argv.slice(2), { only: 'text', help: 'flag' });
  const { chosenSteps, partNames } = await import('./runner/steps.mjs');
  if (flags.help) {
    console.log(`npm test -- [--only PART[,PART …]]\nThe parts are ${partNames.join(', ')}.`);
    return 0;
  }
  const parts = flags.only?.split(',') ?? partNames;
  const strange = parts.find((part) => !partNames.includes(part));
  if (strange !== undefined)
    throw new Fault(`There is no part “${strange}”; the parts are ${partNames.join(', ')}.`, 2);

  onStopSignal(async () => console.error('\nStopped before the end.'));
  await ensureDependencies();
  const { runSteps } = await import('./runner/runSteps.mjs');
  return runSteps(chosenSteps(parts));
}

process.exitCode = await run().catch(dieOf);
