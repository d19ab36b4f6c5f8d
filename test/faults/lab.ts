import { parseArgs } from 'node:util';
import manifest from '../../package.json' with { type: 'json' };
import { connectorClient } from './connectorClient.js';
import { isList, labCases, type LabCase } from './labCases.js';
import type { LabClient } from './labClient.js';
import { ourClient } from './ourClient.js';
import { plainClient } from './plainClient.js';
import { isFine, type Verdict } from './judge.js';
import { legend, survivals, table, totals, type CaseResult } from './report.js';
import { runCase } from './runCase.js';

/** Longer than the client's own limits, and than anything here can take. */
const patienceMs = 60_000;
/** Cases at a time that keep a core busy. */
const lanes = 8;

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, only: { type: 'string' } },
});
const seed = Number(values.seed);
const chosen = labCases.filter(({ name }) => name.includes(values.only ?? ''));
if (!Number.isSafeInteger(seed)) stop(`--seed must be a whole number, not “${values.seed}”.`);
if (chosen.length === 0) stop(`No case has “${values.only}” in its name; one is “${labCases[0]?.name}”.`);

const connector = await connectorClient();
const clients: readonly LabClient[] = [ourClient, ...(connector ? [connector] : []), plainClient];

const { '@tuya/tuya-connector-nodejs': version } = manifest.devDependencies;
console.log(`${chosen.length} cases, seed ${seed}; Tuya's connector ${version}. About a minute …\n`);
const results = await runAll();
console.log(table(clients, results));
console.log(`\n${legend}\n`);
if (!connector) console.log("Tuya's connector has no column: it isn't installed. npm ci installs it.\n");
if (values.only !== undefined) console.log(`${details()}\n`);
console.log(totals(clients, results));
if (chosen.some(({ way, verb }) => way === 'once' && isList(verb))) {
  console.log(`\n${survivals(clients, results)}`);
}
const failures = results.flatMap(({ test, verdicts }) => {
  const verdict = verdicts.get(ourClient.name);
  return verdict && !isFine(verdict) ? [{ test, verdict }] : [];
});
for (const { test, verdict } of failures) {
  const flags = `${verdict.isTwice ? ', done twice' : ''}${verdict.isLeaked ? ', a secret was leaked' : ''}`;
  console.log(`\nOurs failed: ${test.name}: ${verdict.outcome}${flags}. ${verdict.detail}`);
  console.log(`  npm run faults -- --seed ${seed} --only "${test.name}"`);
}
process.exitCode = failures.length > 0 ? 1 : 0;

/** Those that wait for nothing but time all at once, the others a few at a time. */
async function runAll(): Promise<readonly CaseResult[]> {
  const verdicts = new Map(chosen.map((test) => [test, new Map<string, Verdict>()]));
  const run = async (test: LabCase, client: LabClient): Promise<void> => {
    verdicts.get(test)?.set(client.name, await runCase(test, client, seed, patienceMs));
  };
  const jobs = chosen.flatMap((test) => clients.map((client) => ({ test, client })));
  const silent = jobs.filter(({ test }) => test.kind.isSilent).map(({ test, client }) => run(test, client));
  const queue = jobs.filter(({ test }) => !test.kind.isSilent);
  const lane = async (): Promise<void> => {
    for (let job = queue.shift(); job; job = queue.shift()) await run(job.test, job.client);
  };
  await Promise.all([...silent, ...Array.from({ length: lanes }, lane)]);
  return Array.from(verdicts, ([test, ofTest]) => ({ test, verdicts: ofTest }));
}

function details(): string {
  return results
    .flatMap(({ test, verdicts }) => [
      test.name,
      ...clients.map(({ name }) => `  ${name}: ${verdicts.get(name)?.detail}`),
    ])
    .join('\n');
}

function stop(message: string): never {
  console.error(message);
  process.exit(2);
}
