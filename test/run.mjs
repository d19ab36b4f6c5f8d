// npm test: installs what is missing, runs everything, and ends with one line of totals.
//   npm test -- --only unit          one part, or several: --only types,lint
//   npm run test:quick               types, lint, unit tests, pages: what a minute or two can tell
//   npm run test:soak                what is too long for every run
//   npm run pictures                 pages and journeys, with pictures of every screen in its themes
import { ensureDependencies } from './vscode/dependencies.mjs';
import { Fault, dieOf } from './vscode/fault.mjs';
import { readFlags } from './vscode/flags.mjs';
import { endAll, onStopSignal } from './vscode/processes.mjs';

async function run() {
  const flags = readFlags(process.argv.slice(2), {
    only: 'text',
    soak: 'flag',
    pictures: 'flag',
    help: 'flag',
  });
  const { chosenSteps, partNames, usualParts } = await import('./runner/steps.mjs');
  if (flags.help) {
    console.log(
      `npm test -- [--only PART[,PART …]] [--soak] [--pictures]\nThe parts are ${partNames.join(', ')}.`,
    );
    return 0;
  }
  const parts = flags.only?.split(',') ?? (flags.soak ? ['soak'] : usualParts);
  const strange = parts.find((part) => !partNames.includes(part));
  if (strange !== undefined)
    throw new Fault(`There is no part “${strange}”; the parts are ${partNames.join(', ')}.`, 2);

  // Inherited by every step.
  if (flags.pictures) process.env['TUYA_PICTURES'] = '1';
  const stop = new AbortController();
  onStopSignal(async () => {
    console.error('\nStopped before the end.');
    stop.abort();
    await endAll();
  });
  await ensureDependencies();
  const { runSteps } = await import('./runner/runSteps.mjs');
  return runSteps(chosenSteps(parts), stop.signal);
}

process.exitCode = await run().catch(dieOf);
