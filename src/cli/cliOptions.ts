import { parseArgs } from 'node:util';

export interface CliOptions {
  readonly files: readonly string[];
  readonly junit: string | undefined;
  /** `-` is the standard output. */
  readonly jsonl: string | undefined;
  /** Reads the files and says what they would cost; nothing is sent. */
  readonly isCheck: boolean;
  readonly maxCalls: number;
  /** Ids for the devices of the files, by their names there. */
  readonly devices: ReadonlyMap<string, string>;
}

/** A command line that can't be followed; the message is one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const usage = `Runs files of expectations: what devices are told, what they have to report, and how fast.

Usage: npm run expect -- [options] FILE...

  --junit FILE        Write the results as JUnit XML
  --jsonl FILE        Write what happens as JSON Lines, as it happens; - is the standard output
  --device NAME=ID    The device that the files call NAME is this one; may be repeated
  --max-calls N       Refuse a file that may need more calls (1000)
  --check             Read the files and say what they would cost; no call is made
  --help              Show this

The keys are in the environment, and nowhere else:
  TUYA_ACCESS_ID, TUYA_ACCESS_SECRET
  TUYA_REGION         One of cn, us, us-e, eu, eu-w, in, sg
  TUYA_ENDPOINT       In its place another endpoint, by https (or on this computer)

Ctrl+C ends between commands and sends values back where the file says so; once more ends that, too.

Exit code: 0 passed, 1 an expectation failed, 2 a file or the command line is wrong,
3 the cloud, the keys or a device couldn't be used, or a command didn't arrive, 130 cancelled.
`;

/** @throws UsageError; undefined when help is asked for */
export function readCliOptions(args: readonly string[]): CliOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  if (positionals.length === 0) throw new UsageError('Name at least one file; --help says more.');
  return {
    files: positionals,
    junit: values.junit,
    jsonl: values.jsonl,
    isCheck: values.check ?? false,
    maxCalls: readCalls(values['max-calls'] ?? '1000'),
    devices: new Map((values.device ?? []).map((each) => readDevice(each))),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        junit: text,
        jsonl: text,
        device: { type: 'string', multiple: true },
        'max-calls': text,
        check: flag,
        help: flag,
      },
    });
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : '';
    throw new UsageError(`${message}. --help lists the options.`, { cause });
  }
}

function readCalls(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--max-calls is a whole number, not “${text}”.`);
  return Number(text);
}

function readDevice(text: string): readonly [string, string] {
  const [, name, id] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || id === undefined) throw new UsageError(`--device is NAME=ID, not “${text}”.`);
  return [name, id];
}
