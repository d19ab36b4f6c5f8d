import { appendFileSync, writeFileSync } from 'node:fs';
import { readCliOptions, usage, UsageError, type CliOptions } from './cliOptions.js';
import { exitCodes, refuseUnknownDevices, runFile, type FileResult, type Output } from './fileRun.js';
import { junitText } from './junit.js';
import { readKeys, type Keys } from './keys.js';
import { openCloud, type OwnCloud } from './ownCloud.js';

async function main(args: readonly string[]): Promise<number> {
  const options = readCliOptions(args);
  if (!options) {
    process.stdout.write(usage);
    return exitCodes.passed;
  }
  const keys = options.isCheck ? undefined : readKeys(process.env);
  const hide = hiding(keys);
  const output = openOutput(options, hide);
  let cloud: OwnCloud | undefined;
  const open = (): OwnCloud => {
    if (!keys) throw new UsageError('There are no keys.');
    return (cloud ??= openCloud(keys, process.env));
  };
  const signals = stopSignals(output);
  const results: FileResult[] = [];
  await refuseUnknownDevices(options);
  try {
    for (const path of options.files) {
      if (signals.cancel.aborted) break;
      results.push(await runFile(path, options, open, output, signals));
    }
    if (options.junit !== undefined) writeFileSync(options.junit, hide(junitText(results)));
  } finally {
    await cloud?.close();
  }
  return signals.cancel.aborted
    ? exitCodes.cancelled
    : Math.max(exitCodes.passed, ...results.map(({ exitCode }) => exitCode));
}

/** The secret is in no text of ours; should a file or an answer hold it, it doesn't go on from here. */
function hiding(keys: Keys | undefined): (text: string) => string {
  const secret = keys?.accessSecret ?? '';
  return (text) => (secret.length < 8 ? text : text.replaceAll(secret, '•••'));
}

function openOutput({ jsonl, junit }: CliOptions, hide: (text: string) => string): Output {
  if (jsonl !== undefined && jsonl !== '-') writeFileSync(jsonl, '');
  // What can't be written is told before anything is sent.
  if (junit !== undefined) writeFileSync(junit, junitText([]));
  const isForPrograms = jsonl === '-';
  return {
    line: (text) => void (isForPrograms ? process.stderr : process.stdout).write(`${hide(text)}\n`),
    event: (event) => {
      if (jsonl === undefined) return;
      const line = hide(`${JSON.stringify(event)}\n`);
      if (isForPrograms) process.stdout.write(line);
      else appendFileSync(jsonl, line);
    },
  };
}

/** Once ends between commands, twice ends the sending back, three times ends the process. */
function stopSignals({ line }: Output): { readonly cancel: AbortSignal; readonly abandon: AbortSignal } {
  const [cancel, abandon] = [new AbortController(), new AbortController()];
  const stop = (): void => {
    if (abandon.signal.aborted) process.exit(exitCodes.cancelled);
    if (cancel.signal.aborted) return abandon.abort();
    line('Cancelled: ends after the command that is under way.');
    cancel.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  // Nobody reads on: what was changed is sent back all the same.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => cancel.abort());
  return { cancel: cancel.signal, abandon: abandon.signal };
}

main(process.argv.slice(2)).then(
  (code) => void (process.exitCode = code),
  (error: unknown) => {
    const isUsage = error instanceof UsageError;
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    process.stderr.write(isUsage ? `${error.message}\n` : `The run could not go on${code}.\n`);
    process.exitCode = isUsage ? exitCodes.badFile : exitCodes.unusable;
  },
);
