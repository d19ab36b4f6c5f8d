/** Where something stands in its file, from 0 on. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Which device a file means. A product may have several, and its steps are then for each of them. */
export type DeviceChoice = { readonly key: string; readonly place: Place } & (
  | { readonly by: 'id' | 'name'; readonly text: string }
  | { readonly by: 'product'; readonly text: string; readonly atMost: number }
);

/** What has to be true of a reported value; all of them together. */
export interface Comparison {
  /** The value that was sent last to this data point. */
  readonly isSent?: true;
  readonly is?: unknown;
  readonly not?: unknown;
  readonly above?: number;
  readonly below?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly oneOf?: readonly unknown[];
  readonly contains?: string;
}

interface StepBase {
  /** `2` is the second step, `3.1` the first within the third. */
  readonly id: string;
  /** What the file calls it. */
  readonly title?: string;
  readonly place: Place;
}

/** Sends data points in one command. */
export interface SendStep extends StepBase {
  readonly kind: 'send';
  readonly device: string;
  readonly points: readonly SentPoint[];
}

export interface SentPoint {
  readonly code: string;
  /** One after the other, a round each. As the wire has them: a number before scaling, raw as base64. */
  readonly values: readonly unknown[];
}

/**
 * Waits for a report that fits. The time counts from the last send to the device; without one, or where an earlier round
 * of the step counted from it, from the round's beginning.
 */
export interface ExpectStep extends StepBase {
  readonly kind: 'expect';
  readonly device: string;
  readonly code: string;
  readonly comparison: Comparison;
  readonly withinMs: number;
  /** So often is looked: one call each. */
  readonly paceMs: number;
  /** So many of its rounds may fail. */
  readonly mayMiss: number;
  /** Bounds for the latencies of all rounds, ms. */
  readonly p50Ms?: number;
  readonly p95Ms?: number;
}

export interface WaitStep extends StepBase {
  readonly kind: 'wait';
  readonly ms: number;
}

export interface RepeatStep extends StepBase {
  readonly kind: 'repeat';
  readonly times: number;
  readonly pauseMs: number;
  readonly steps: readonly Step[];
}

export type Step = SendStep | ExpectStep | WaitStep | RepeatStep;

/** What a file of expectations says. It can't say where requests go or with which keys. */
export interface ExpectationFile {
  /** Name or id of a project in the editor; on the command line the keys say which it is. */
  readonly project?: string;
  readonly devices: readonly DeviceChoice[];
  /** The values from before are sent back at the end, however it ends. */
  readonly restore: boolean;
  /** Between steps, ms. */
  readonly pauseMs: number;
  readonly steps: readonly Step[];
}

/** Every step, each before those within it. */
export function* allSteps(steps: readonly Step[]): Generator<Step> {
  for (const step of steps) {
    yield step;
    if (step.kind === 'repeat') yield* allSteps(step.steps);
  }
}

/** Why a file can't be run, and where. */
export interface FileProblem {
  readonly reason: FileProblemReason;
  readonly place: Place;
  /** What it is about: a key, a device. */
  readonly name?: string;
  /** What could stand there. */
  readonly allowed?: readonly string[];
  /** Of a number or a length. */
  readonly limit?: number;
}

export type FileProblemReason =
  | 'tooLong' // the file, or a text in it
  | 'notYaml'
  | 'notASend' // a code, or a map of codes with their values
  | 'alias' // `*name`: a file says everything where it stands
  | 'tag' // `!tag`
  | 'duplicateKey'
  | 'unknownKey'
  | 'missing'
  | 'notAMap'
  | 'notAList'
  | 'notAText'
  | 'notANumber'
  | 'notTrueOrFalse'
  | 'notATime' // 500, 500ms, 2s, 1min
  | 'notAValue' // null, or a number that would be rounded
  | 'tooSmall'
  | 'tooLarge'
  | 'tooMany' // steps, devices, rounds
  | 'oneDeviceKey' // exactly one of id, name, product
  | 'oneStepKind' // exactly one of send, expect, wait, repeat
  | 'oneValueKey' // exactly one of value, values
  | 'noComparison' // nothing was sent to this data point before
  | 'notWithAny'
  | 'whichDevice' // several, and the step names none
  | 'unknownDevice'
  | 'tooDeep';
