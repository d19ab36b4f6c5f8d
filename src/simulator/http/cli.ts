import { createCloud, type Cloud } from '../cloud/cloud.js';
import { readCliOptions, usage, UsageError, type CliOptions } from './cliOptions.js';
import { startServer, type RunningServer } from './server.js';

const shownUids = 8;

async function main(args: readonly string[]): Promise<number | undefined> {
  const options = readCliOptions(args);
  if (!options) {
    process.stdout.write(usage);
    return 0;
  }
  const cloud = createCloud(options);
  for (const rule of options.faults) cloud.faults.add(rule);
  const server = await startServer(cloud, options);
  const stop = (): void => {
    cloud.close();
    void server.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  process.stdout.write(announcement(cloud, server, options));
  return undefined;
}

function announcement(
  { credentials }: Cloud,
  { origin }: RunningServer,
  { seed, faults, control }: CliOptions,
): string {
  const { accessId, accessSecret, schema, uids } = credentials;
  const more = uids.length > shownUids ? [`                 and ${uids.length - shownUids} more`] : [];
  return [
    `The simulator answers at ${origin} (seed ${seed}). None of this is real.`,
    '',
    `  Endpoint       ${origin}`,
    `  Access ID      ${accessId}`,
    `  Access Secret  ${accessSecret}`,
    `  App schema     ${schema}`,
    ...uids.slice(0, shownUids).map((uid, at) => `  ${at === 0 ? 'User ids ' : '         '}      ${uid}`),
    ...more,
    ...(faults.length > 0 ? [`  Faults         ${faults.map(({ fault }) => fault.kind).join(', ')}`] : []),
    ...(control ? [`  Control        ${origin}/__control/ledger`] : []),
    '',
    'To use it: add a project in Device Explorer with this endpoint, Access ID and Access Secret.',
    'Ctrl+C stops it.',
    '',
  ].join('\n');
}

/** One sentence for whatever keeps the simulator from running. */
function sentence(error: unknown, args: readonly string[]): string {
  if (error instanceof UsageError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const port = readPort(args);
  if (code === 'EADDRINUSE') return `Port ${port} is in use; choose another one with --port.`;
  if (code === 'EACCES')
    return `This account may not listen on port ${port}; choose another one with --port.`;
  return `The simulator could not start: ${error instanceof Error ? error.message : String(error)}`;
}

function readPort(args: readonly string[]): number {
  return readCliOptions(args)?.port ?? 8080;
}

const cliArguments = process.argv.slice(2);
main(cliArguments).then(
  (code) => {
    if (code !== undefined) process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${sentence(error, cliArguments)}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
