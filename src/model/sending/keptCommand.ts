import * as z from 'zod';
import { isSecretPoint, withoutSecrets } from '../../base/secretNames.js';
import { meaningOf } from '../../tuya/errors/codeTable.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import type { DeviceRef } from '../projects/project.js';
import { rawText } from '../values/decodeValue.js';
import type { SentCommand, Verdict } from './sentCommand.js';

/** Longer values aren't kept, characters of JSON: what was sent is told without them. */
const longestKept = 1_000;

const ms = z.number().min(0);
const time = z.number().nonnegative();
/** Of an error its code, or else its kind, and nothing that anybody said. */
const problemSchema = z.object({
  operation: z.enum(['commands.send', 'commands.issue', 'logs.page', 'products.shadow']),
  reason: z.enum(['network', 'timeout', 'offline', 'unknown']),
  code: z.number().optional(),
});
type KeptProblem = z.infer<typeof problemSchema>;
const verdictSchema = z.object({
  kind: z.enum(['applied', 'appliedOther', 'noReport', 'same', 'unseen', 'offline', 'refused', 'unknown']),
  value: z.unknown().optional(),
  ms: ms.optional(),
  at: time.optional(),
  waitedMs: ms.optional(),
  isCut: z.literal(true).optional(),
  problem: problemSchema.optional(),
});
const commandSchema = z.object({
  key: z.string().min(1).max(100),
  code: z.string().min(1).max(1_000),
  value: z.unknown().optional(),
  before: z.unknown().optional(),
  at: time,
  hadValue: z.boolean(),
  leftAt: time.optional(),
  cloudAt: time.optional(),
  together: z.string().max(100).optional(),
  route: z.enum(['iot-03', 'v1.0', 'issue']).optional(),
  acceptedMs: ms.optional(),
  verdict: verdictSchema.optional(),
  isPutAway: z.literal(true).optional(),
});

/** A command as it outlives its window: JSON, without what may be a secret. */
export type KeptCommand = z.infer<typeof commandSchema>;

export function keptCommand(command: SentCommand): KeptCommand {
  const { key, code, at, hadValue, leftAt, cloudAt, together, route, acceptedMs, verdict, isPutAway } =
    command;
  return {
    ...{ key, code, at, hadValue, value: keptValue(command, command.value) },
    before: keptValue(command, command.before),
    ...(leftAt !== undefined && { leftAt }),
    ...(cloudAt !== undefined && { cloudAt }),
    ...(together !== undefined && { together }),
    ...(route && { route }),
    ...(acceptedMs !== undefined && { acceptedMs }),
    ...(verdict && { verdict: keptVerdict(command, verdict) }),
    ...(isPutAway && { isPutAway }),
  };
}

/**
 * A command of an earlier window. One that was on its way when that ended may have been done; one whose report was
 * waited for then isn't waited for any more. Undefined for what isn't one.
 */
export function commandOf(kept: unknown, ref: DeviceRef, id: number): SentCommand | undefined {
  const read = commandSchema.safeParse(kept);
  if (!read.success) return undefined;
  const {
    value,
    before,
    verdict: ended,
    isPutAway,
    leftAt,
    cloudAt,
    together,
    route,
    acceptedMs,
    ...rest
  } = read.data;
  const left = acceptedMs !== undefined;
  const cut: Verdict = left
    ? { kind: 'noReport', waitedMs: 0, isCut: true }
    : { kind: 'unknown', problem: brokenOff };
  return {
    ...{ ...rest, id, ref, value, state: 'ended', verdict: (ended && verdictOf(ended)) ?? cut },
    ...(value === undefined && { isValueGone: true }),
    ...(before !== undefined && { before }),
    ...(isPutAway && { isPutAway }),
    ...(leftAt !== undefined && { leftAt }),
    ...(cloudAt !== undefined && { cloudAt }),
    ...(together !== undefined && { together }),
    ...(route && { route }),
    ...(acceptedMs !== undefined && { acceptedMs }),
  };
}

/** The answer didn't come, or the window ended before. */
export const brokenOff = new TuyaError('outcomeUnknown', {
  operation: 'commands.send',
  message: "It isn't known whether the change was made. The connection was closed.",
  remedy: 'lookAtDevice',
  underlying: 'network',
});

function keptValue({ code }: SentCommand, value: unknown): unknown {
  if (value === undefined || isSecretPoint(code, value)) return undefined;
  const clean = withoutSecrets(value);
  const isWhole = JSON.stringify(clean) === JSON.stringify(value);
  return isWhole && rawText(value).length <= longestKept ? value : undefined;
}

function keptVerdict(command: SentCommand, verdict: Verdict): KeptCommand['verdict'] {
  const { kind } = verdict;
  switch (kind) {
    case 'applied':
    case 'appliedOther': {
      const { value, ms: after, at } = verdict.report;
      return {
        ...{ kind, value: keptValue(command, value) },
        ...(after !== undefined && { ms: after }),
        ...(at !== undefined && { at }),
      };
    }
    case 'noReport':
      return { kind, value: undefined, waitedMs: verdict.waitedMs, ...(verdict.isCut && { isCut: true }) };
    case 'same':
      return { kind, value: undefined, waitedMs: verdict.waitedMs };
    case 'unseen':
    case 'offline':
    case 'refused':
    case 'unknown':
      return { kind, value: undefined, problem: keptProblem(verdict.problem) };
  }
}

function verdictOf({
  kind,
  value,
  ms: after,
  at,
  waitedMs = 0,
  isCut,
  problem,
}: NonNullable<KeptCommand['verdict']>): Verdict {
  switch (kind) {
    case 'applied':
    case 'appliedOther':
      return {
        kind,
        report: { value, ...(after !== undefined && { ms: after }), ...(at !== undefined && { at }) },
      };
    case 'noReport':
      return { kind, waitedMs, ...(isCut && { isCut }) };
    case 'same':
      return { kind, waitedMs };
    case 'unknown':
      return { kind, problem: brokenOff };
    case 'unseen':
    case 'offline':
    case 'refused':
      return { kind, problem: problemOf(problem ?? keptProblem(undefined)) };
  }
}

function keptProblem(problem: unknown): KeptProblem {
  if (!TuyaError.is(problem)) return { operation: 'commands.send', reason: 'unknown' };
  const { operation, reason, code } = problem;
  return {
    operation: operationsKept.find((one) => one === operation) ?? 'commands.send',
    reason: reasonsKept.find((one) => one === reason) ?? 'unknown',
    ...(code !== undefined && { code }),
  };
}

const { options: operationsKept } = problemSchema.shape.operation;
const { options: reasonsKept } = problemSchema.shape.reason;

function problemOf({ operation, reason, code }: KeptProblem): TuyaError {
  const message = 'A call of an earlier window failed.';
  if (code !== undefined) {
    const meaning = meaningOf(code, '', operation);
    return new TuyaError(meaning.reason, { operation, message, remedy: meaning.remedy, code });
  }
  const remedies = {
    network: 'checkNetwork',
    timeout: 'tryAgain',
    offline: 'powerDevice',
    unknown: 'tryAgain',
  } as const;
  return new TuyaError(reason, { operation, message, remedy: remedies[reason] });
}
