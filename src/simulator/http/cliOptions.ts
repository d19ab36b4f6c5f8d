import { parseArgs } from 'node:util';
import type { FaultRule } from '../faults/faults.js';
import { FaultSyntaxError, readFaultRule } from '../faults/faultSyntax.js';
import { readReaction, type Reaction } from '../world/reaction.js';
import type { LogEdition } from '../routes/call.js';

export interface CliOptions {
  readonly port: number;
  readonly host: string;
  readonly devices?: number;
  readonly seed: number;
  readonly edition: LogEdition;
  readonly iotCore?: number;
  readonly latencyMs: number;
  readonly reaction?: Partial<Reaction>;
  readonly control: boolean;
  readonly faults: readonly FaultRule[];
}

/** A command line that can't be followed; the message is one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const usage = `A pretended Tuya cloud on this machine.

Usage: npm run simulator -- [options]

  --port <n>       Port to listen on; 0 for any free one (8080)
  --host <name>    Loopback address to listen on (127.0.0.1)
  --devices <n>    Number of devices, 1 to 1000000 (a household of 22)
  --seed <n>       Same seed, same fleet (1)
  --edition <e>    Editions of the log that may be queried: any, free or paid (any)
  --iot-core <c>   Refuse the API group IoT Core with this code, such as 28841101, 28841105 or 1106
  --latency <ms>   Time every answer takes (0)
  --fault <f>      What goes wrong, such as kind=code,code=1111,operation=listDevices,times=3; may be repeated.
                   Kinds: delay, late, status, code, deadToken, clockSkew, reset, unreachable, stall, truncated,
                   malformed, empty, html, garbledEncoding, redirect, wrongTypes
  --react <r>      What devices make of commands, such as does=echo,after=300,spread=1500,lost=5: ms, and percent by
                   the seed. does: apply, echo, clamp (to atMost), nothing
  --control        Answer under /__control as well, for tests
  --help           Show this
`;

const editions: readonly LogEdition[] = ['any', 'free', 'paid'];
const loopbackHosts = ['127.0.0.1', 'localhost', '::1'];

/** @throws UsageError; undefined when help is asked for */
export function readCliOptions(args: readonly string[]): CliOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const edition = editions.find((each) => each === (values.edition ?? 'any'));
  if (!edition) throw new UsageError(`--edition is one of ${editions.join(', ')}, not “${values.edition}”.`);
  const host = values.host ?? '127.0.0.1';
  if (!loopbackHosts.includes(host))
    throw new UsageError(`--host is one of ${loopbackHosts.join(', ')}, not “${host}”.`);
  return {
    port: wholeNumber('port', values.port, 0, 65_535) ?? 8080,
    host,
    ...(values.devices === undefined
      ? {}
      : { devices: wholeNumber('devices', values.devices, 1, 1_000_000) ?? 1 }),
    seed: wholeNumber('seed', values.seed, 0, 4_294_967_295) ?? 1,
    edition,
    ...iotCore(values['iot-core']),
    latencyMs: wholeNumber('latency', values.latency, 0, 600_000) ?? 0,
    ...reaction(values.react),
    control: values.control ?? false,
    faults: (values.fault ?? []).map(readFault),
  };
}

function reaction(text: string | undefined): Pick<CliOptions, 'reaction'> {
  if (text === undefined) return {};
  const read = readReaction(text);
  if (!read)
    throw new UsageError(`--react is written does=…,after=…,spread=…,lost=…,atMost=…, not “${text}”.`);
  return { reaction: read };
}

function iotCore(value: string | undefined): Pick<CliOptions, 'iotCore'> {
  const code = wholeNumber('iot-core', value, 1, 99_999_999);
  return code === undefined ? {} : { iotCore: code };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: text,
        host: text,
        devices: text,
        seed: text,
        edition: text,
        'iot-core': text,
        latency: text,
        react: text,
        fault: { type: 'string', multiple: true },
        control: flag,
        help: flag,
      },
    }).values;
  } catch (cause) {
    const option = args.find(
      (argument) => cause instanceof Error && cause.message.includes(argument.split('=')[0] ?? ''),
    );
    throw new UsageError(
      `The option “${option ?? args.join(' ')}” isn't understood; --help lists them all.`,
      { cause },
    );
  }
}

function wholeNumber(name: string, value: string | undefined, min: number, max: number): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,10}$/.test(value) ? Number(value) : NaN;
  if (!(number >= min && number <= max)) {
    throw new UsageError(`--${name} is a whole number from ${min} to ${max}, not “${value}”.`);
  }
  return number;
}

function readFault(text: string): FaultRule {
  try {
    return readFaultRule(text);
  } catch (cause) {
    if (cause instanceof FaultSyntaxError) throw new UsageError(`--fault: ${cause.message}`, { cause });
    throw cause;
  }
}
