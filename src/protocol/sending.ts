import * as z from 'zod';
import type { ProblemDto } from './problem.js';

/**
 * How a data point's value is entered, and in `now` the present one as it would be typed. Numbers are as they are shown,
 * with their scale.
 */
export type EditorDto =
  | { readonly kind: 'boolean' }
  | {
      readonly kind: 'number';
      readonly min?: string;
      /** Where steps begin, if not at the smallest value. */
      readonly from?: string;
      readonly max?: string;
      readonly step: string;
      readonly unit?: string;
      readonly now?: string;
    }
  /** As they are shown, each once. */
  | { readonly kind: 'enum'; readonly members: readonly string[]; readonly now?: string }
  /** Bit i is `labels[i]`. */
  | { readonly kind: 'bitmap'; readonly labels: readonly string[] }
  | { readonly kind: 'text' | 'bytes'; readonly maxLength?: number; readonly now?: string }
  | { readonly kind: 'json'; readonly now?: string }
  /** No model says what it takes: any JSON value, and nobody has checked it. */
  | { readonly kind: 'unchecked'; readonly now?: string };

/** A data point that was sent, in this window or an earlier one, and what came of it. */
export interface CommandDto {
  readonly id: number;
  /** As shown, and as the page names it in requests. */
  readonly code: string;
  /** The value in one line; absent where it isn't kept. */
  readonly value?: string;
  readonly isValueGone?: true;
  /** How many data points went in the same command, this one included; absent where it went alone. */
  readonly together?: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly isEnded: boolean;
  /** `waiting`: on its way; `good`: as it was meant; `note`: otherwise, and nothing failed; `bad`: it failed. */
  readonly tone: 'waiting' | 'good' | 'note' | 'bad';
  /** How far it has come, and the verdict. */
  readonly text: string;
  /** The value that undoes it. */
  readonly opposite?: string;
}

export const sendParams = z.strictObject({
  code: z.string().min(1).max(1000),
  text: z.string().max(40_000),
  /** As a person types it, by the data point's type; the value itself as JSON; or a member of an enum as it is shown. */
  as: z.enum(['typed', 'json', 'member']),
});
/** Several data points in one command, each once. */
export const sendTogetherParams = z.strictObject({
  points: z
    .array(sendParams)
    .min(1)
    .max(50)
    .refine((points) => new Set(points.map(({ code }) => code)).size === points.length),
});
/** A command that is listed; and whether it's sent as it was, or the opposite of it. */
export const sendAgainParams = z.strictObject({ id: z.int().positive(), how: z.enum(['same', 'opposite']) });

export type SendParams = z.infer<typeof sendParams>;

/** What is known of a value that is being entered. Nothing is sent by asking. */
export interface SendCheckDto {
  /** Why it can't be sent. */
  readonly problem?: string;
  /** What is worth knowing before it is. */
  readonly notes: readonly string[];
}

export type SendResultDto =
  | { readonly outcome: 'ended'; readonly text: string }
  | { readonly outcome: 'invalid'; readonly message: string }
  /** Nothing was sent. */
  | { readonly outcome: 'notDone'; readonly problem: ProblemDto };
