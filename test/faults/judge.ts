import { inspect } from 'node:util';
import { keys, type FaultServer } from '../support/faultServer.js';
import { isWrite, type Verb } from './labCases.js';
import { EndlessReading, type Answer } from './labClient.js';
import { deviceId, deviceIds, eventTimes, localKey, userId } from './labCloud.js';

export const outcomes = ['right', 'named', 'unnamed', 'wrong', 'hang'] as const;
/**
 * `named`: an error with a reason for code to decide by, a message, and what to do next; or a list that says that rows
 * may be missing, and why.
 */
export type Outcome = (typeof outcomes)[number];

export interface Verdict {
  readonly outcome: Outcome;
  /** A write took place more than once. */
  readonly isTwice: boolean;
  /** A secret stands in what the client threw or logged, or went to another host. */
  readonly isLeaked: boolean;
  /** What came, in one line. */
  readonly detail: string;
}

/** What a client may be asked for in every case. */
export function isFine({ outcome, isTwice, isLeaked }: Verdict): boolean {
  return (outcome === 'right' || outcome === 'named') && !isTwice && !isLeaked;
}

/** How one run of a client ended. */
export type Ending =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'hang' };

export interface Evidence {
  readonly ending: Ending;
  readonly server: Pick<FaultServer, 'executed' | 'liveTokens'>;
  /** What the client logged. */
  readonly said: unknown;
  /** What another host was given. */
  readonly givenAway: readonly string[];
}

export function judge(verb: Verb, { ending, server, said, givenAway }: Evidence): Verdict {
  const done = server.executed.length;
  const error = ending.kind === 'error' ? ending.error : undefined;
  const shown = [said, error, error instanceof Error && error.stack]
    .map((value) => inspect(value))
    .join('\n');
  const texts = `${shown}\n${jsonOf(error)}\n${jsonOf(said)}`;
  const secrets = [keys.accessSecret, localKey, ...server.liveTokens];
  const isLeaked = givenAway.length > 0 || secrets.some((secret) => texts.includes(secret));
  return { ...outcomeOf(verb, ending, done), isTwice: done > 1, isLeaked };
}

function outcomeOf(verb: Verb, ending: Ending, done: number): Pick<Verdict, 'outcome' | 'detail'> {
  switch (ending.kind) {
    case 'hang':
      return { outcome: 'hang', detail: 'No end.' };
    case 'answer':
      return answered(verb, ending.answer, done);
    case 'error':
      return failed(verb, ending.error, done);
  }
}

function answered(
  verb: Verb,
  { value, incomplete }: Answer,
  done: number,
): Pick<Verdict, 'outcome' | 'detail'> {
  const wrong = (detail: string): Pick<Verdict, 'outcome' | 'detail'> => ({ outcome: 'wrong', detail });
  if (isWrite(verb) && done === 0) return wrong('Told as done, and it was not.');
  if (done > 1) return wrong('Told as done, and it was done twice.');
  const expected = rightValues[verb];
  if (!Array.isArray(expected))
    return value === expected
      ? { outcome: 'right', detail: 'Right.' }
      : wrong(`Answered ${oneLine(inspect(value))}.`);
  const rows: unknown[] = Array.isArray(value) ? value : [];
  const isRight = rows.length === expected.length && rows.every((row, index) => row === expected[index]);
  if (isRight && incomplete === undefined) return { outcome: 'right', detail: 'Right.' };
  const distinct = new Set(rows).size;
  if (distinct < rows.length) return wrong(`${rows.length - distinct} of ${rows.length} rows came twice.`);
  if (incomplete === undefined) return wrong(`${rows.length} of ${expected.length} rows, told as all.`);
  return {
    outcome: 'named',
    detail: `${rows.length} of ${expected.length} rows, told as incomplete: ${incomplete}.`,
  };
}

function failed(verb: Verb, error: unknown, done: number): Pick<Verdict, 'outcome' | 'detail'> {
  const message = oneLine(error instanceof Error ? error.message : inspect(error));
  if (error instanceof EndlessReading) return { outcome: 'hang', detail: message };
  const named = namedError(error);
  if (!named) return { outcome: 'unnamed', detail: message };
  const detail = `${named.reason}, ${named.remedy}: ${message}`;
  const isToldUndone = isWrite(verb) && done > 0 && named.reason !== 'outcomeUnknown';
  return isToldUndone
    ? { outcome: 'wrong', detail: `Told as not done, and it was. ${detail}` }
    : { outcome: 'named', detail };
}

const rightValues: Readonly<Record<Verb, unknown>> = {
  GET: deviceId,
  PUT: 'done',
  POST: userId,
  DELETE: 'done',
  pages: deviceIds,
  log: eventTimes,
};

/** Whoever's error it is: a reason and a remedy, and words. */
function namedError(error: unknown): { readonly reason: string; readonly remedy: string } | undefined {
  if (!(error instanceof Error) || error.message === '' || !('reason' in error) || !('remedy' in error))
    return undefined;
  const { reason, remedy } = error;
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
  return isText(reason) && isText(remedy) ? { reason, remedy } : undefined;
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    // Goes in circles, as errors that hold a socket do.
    return '';
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 200);
}
