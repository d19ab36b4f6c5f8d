import * as z from 'zod';
import { weightUnitSchema } from './deviceParts.js';
import type { NoParams } from './page.js';
import type { ProblemDto } from './problem.js';

/** What the user form's host and page say to each other. The page imports types only. */

const text = z.string().max(10_000);

/** The form as it stands: all text, '' for what isn't given. */
export const userFormSchema = z.strictObject({
  nickName: text,
  /** `1` male, `2` female. */
  sex: text,
  /** `2001-02-28` */
  birthday: text,
  /** cm */
  height: text,
  /** In `weightUnit`. */
  weight: text,
  weightUnit: weightUnitSchema,
  contact: text,
});

export type UserFormDto = z.infer<typeof userFormSchema>;
export type UserFormField = Exclude<keyof UserFormDto, 'weightUnit'>;

const amount = z.int().exactOptional();

/** What a form for a new user has sent, as its page keeps it over a window reload. */
export const earlierSaveSchema = z.strictObject({
  user: z.strictObject({
    nickName: text.min(1),
    sex: z.union([z.literal(1), z.literal(2)]),
    birthday: amount,
    height: amount,
    weight: amount,
    contact: text.exactOptional(),
  }),
  isChanging: z.literal(true).exactOptional(),
  added: z.strictObject({ userId: text.min(1).exactOptional() }).exactOptional(),
  since: z.int().min(0).exactOptional(),
});

export type EarlierSaveDto = z.infer<typeof earlierSaveSchema>;

export const formParams = z.strictObject({ form: userFormSchema });
export const unitParams = z.strictObject({ form: userFormSchema, unit: weightUnitSchema });

export interface FieldProblemDto {
  readonly message: string;
  /** Told while typing; the others when the field is left, or on saving. */
  readonly atOnce: boolean;
}

export interface UserFormSnapshot {
  /**
   * - `loading`: the user is being read
   * - `unread`: the user can't be read (`problem`)
   * - `editing`
   * - `projectGone`
   */
  readonly situation: 'loading' | 'unread' | 'editing' | 'projectGone';
  readonly isNew: boolean;
  readonly title: string;
  readonly deviceName: string;
  readonly isProtected: boolean;
  readonly form: UserFormDto;
  /** Grows when the host changed the form itself: only then the page takes it over. */
  readonly revision: number;
  readonly problems: Readonly<Partial<Record<UserFormField, FieldProblemDto>>>;
  readonly isDirty: boolean;
  /** A new user is or may be saved: the page keeps who was sent with what was typed. */
  readonly earlier?: EarlierSaveDto;
  readonly saving: boolean;
  /** Why the last save wasn't one, or why the user couldn't be read. */
  readonly notice?: {
    readonly kind: 'error' | 'warning';
    readonly title: string;
    readonly problem?: ProblemDto;
    readonly canLookAgain: boolean;
  };
  /** The first day and the last that a birthday can be: `1900-01-01`. */
  readonly birthdays: { readonly min: string; readonly max: string };
}

type FormParams = z.infer<typeof formParams>;

export interface FromUserFormPage {
  /** Every change of the form, as it is made: the host keeps it while the page is away. */
  readonly events: { readonly edit: FormParams };
  readonly requests: {
    readonly save: { params: FormParams; result: { sent: boolean } };
    readonly setUnit: { params: z.infer<typeof unitParams>; result: null };
    readonly lookAgain: { params: NoParams; result: null };
    readonly retry: { params: NoParams; result: null };
    readonly close: { params: NoParams; result: null };
    readonly showExtensionLog: { params: NoParams; result: null };
  };
}
