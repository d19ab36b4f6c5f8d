import * as z from 'zod';
import { deepestValue } from '../sending/typedValue.js';
import { isDeeperThan } from '../../base/boundedJson.js';
import { readDuration } from './durations.js';
import type { FileProblemReason } from './expectationFile.js';

/** Sizes that no file needs to pass. */
export const limits = {
  /** UTF-16 units of a file. */
  file: 32 * 1024,
  text: 200,
  devices: 20,
  /** Of one product. */
  devicesOfProduct: 20,
  steps: 200,
  times: 10_000,
  /** Steps that are run, each round counted. */
  runs: 20_000,
  values: 100,
  /** Of one command. */
  points: 20,
  waitMs: 3_600_000,
  withinMs: 600_000,
  /** Commands and reads share four calls a second with everything else. */
  fastestPaceMs: 250,
  /** Repeats within repeats. */
  depth: 3,
} as const;

/** What zod says is a reason of ours; the place is that of the path. */
const because = (reason: FileProblemReason): { readonly error: FileProblemReason } => ({ error: reason });

const text = z
  .string(because('notAText'))
  .trim()
  .min(1, because('missing'))
  .max(limits.text, because('tooLong'));
const flag = z.boolean(because('notTrueOrFalse'));
const number = z.number(because('notANumber'));

const whole = (least: number, most: number) =>
  z.int(because('notANumber')).min(least, because('tooSmall')).max(most, because('tooLarge'));

const time = (least: number, most: number) =>
  z
    .unknown()
    .transform((value, context) => {
      const ms = readDuration(value);
      if (ms !== undefined) return ms;
      context.addIssue({ code: 'custom', message: value === undefined ? 'missing' : 'notATime' });
      return z.NEVER;
    })
    .pipe(z.number().min(least, because('tooSmall')).max(most, because('tooLarge')));

/** What a data point can have. Numbers that a double doesn't hold would be sent as others. */
const value = z.unknown().refine(isPointValue, because('notAValue'));
const values = z
  .array(value, because('notAList'))
  .min(1, because('missing'))
  .max(limits.values, because('tooMany'));

/** Several data points of one command. */
const points = z
  .record(text, value, because('notASend'))
  .refine((given) => Object.keys(given).length > 0, because('missing'))
  .refine((given) => Object.keys(given).length <= limits.points, because('tooMany'));

export const fileShape = z.strictObject(
  {
    project: text.optional(),
    devices: z.record(text, z.unknown(), because('notAMap')),
    restore: flag.optional(),
    pause: time(0, limits.waitMs).optional(),
    pace: time(limits.fastestPaceMs, limits.withinMs).optional(),
    within: time(1, limits.withinMs).optional(),
    steps: z.array(z.unknown(), because('notAList')).min(1, because('missing')),
  },
  because('notAMap'),
);

export const deviceShape = z.strictObject(
  {
    id: text.optional(),
    name: text.optional(),
    product: text.optional(),
    atMost: whole(1, limits.devicesOfProduct).optional(),
  },
  because('notAMap'),
);

const stepFields = { title: text.optional() };
const ofDevice = { ...stepFields, device: text.optional() };

export const stepShapes = {
  send: z.strictObject({
    send: z.union([text, points], because('notASend')),
    value: value.optional(),
    values: values.optional(),
    ...ofDevice,
  }),
  expect: z.strictObject({
    expect: text,
    is: value.optional(),
    not: value.optional(),
    above: number.optional(),
    below: number.optional(),
    atLeast: number.optional(),
    atMost: number.optional(),
    oneOf: values.optional(),
    contains: text.optional(),
    any: z.literal(true, because('notTrueOrFalse')).optional(),
    within: time(1, limits.withinMs).optional(),
    pace: time(limits.fastestPaceMs, limits.withinMs).optional(),
    mayMiss: whole(0, limits.times).optional(),
    p50: time(1, limits.withinMs).optional(),
    p95: time(1, limits.withinMs).optional(),
    ...ofDevice,
  }),
  wait: z.strictObject({ wait: time(0, limits.waitMs), ...stepFields }),
  repeat: z.strictObject({
    repeat: whole(1, limits.times),
    pause: time(0, limits.waitMs).optional(),
    steps: z.array(z.unknown(), because('notAList')).min(1, because('missing')),
    ...stepFields,
  }),
} as const;

export type StepKind = keyof typeof stepShapes;
export const stepKinds = Object.keys(stepShapes) as readonly StepKind[];

function isPointValue(given: unknown): boolean {
  if (given === null || given === undefined) return false;
  if (typeof given === 'number')
    return Number.isInteger(given) ? Number.isSafeInteger(given) : Number.isFinite(given);
  if (typeof given === 'string') return given.length <= limits.file;
  if (typeof given !== 'object') return typeof given === 'boolean';
  return (
    !isDeeperThan(given, deepestValue) &&
    Object.values(given).every((part) => part === null || isPointValue(part))
  );
}
