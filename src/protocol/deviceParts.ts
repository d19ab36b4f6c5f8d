import * as z from 'zod';
import type { ProblemDto } from './problem.js';

export const weightUnitSchema = z.enum(['kg', 'g']);
export type WeightUnitDto = z.infer<typeof weightUnitSchema>;

/** A data point's name, as far as it is known. */
export interface PointNameDto {
  readonly text: string;
  readonly state: 'known' | 'pending' | 'unsure';
  /**
   * Whose name it is; absent: this device's own, which somebody gave it.
   * - `product`: its product's model
   * - `changed`: that, with what a person changed of it
   */
  readonly of?: 'product' | 'changed';
}

export interface OutletDto {
  readonly identifier: string;
  readonly name: string;
  /** Absent where no data point tells. */
  readonly isOn?: boolean;
  /** The device itself, by the name that stands for it. */
  readonly isMain: boolean;
}

export type OutletsDto =
  /** Nothing suggests that the device has any. */
  | { readonly state: 'none' }
  /** It was asked for, and has none; `ofProduct`: another device of its product was asked. */
  | { readonly state: 'lacking'; readonly ofProduct: boolean }
  | { readonly state: 'unread' | 'loading' }
  | { readonly state: 'failed'; readonly problem: ProblemDto }
  /** `unlisted`: how many more there are; absent where there are none. */
  | { readonly state: 'read'; readonly outlets: readonly OutletDto[]; readonly unlisted?: number };

export interface DeviceUserDto {
  /** There is another one of this name. */
  readonly isNamesake?: true;
  /** Absent where the cloud gives none, or one too long to be asked for: such a user can't be changed. */
  readonly userId?: string;
  readonly nickName: string;
  readonly sex?: 'male' | 'female';
  /** `2001-02-28`: a day, without a zone. */
  readonly birthday?: string;
  /** cm */
  readonly height?: number;
  /** In the snapshot's `weightUnit`, as text with a point. */
  readonly weight?: string;
  readonly contact?: string;
  /** What couldn't be read of this user; absent where all could. */
  readonly unread?: readonly UnreadFieldDto[];
}

/** A field that couldn't be read, and stands here raw. */
export interface UnreadFieldDto {
  /** Its name or place on the wire: `status[3]`; also what copy requests name. */
  readonly field: string;
  /** Its raw value, without secrets; empty where it wasn't kept. */
  readonly text: string;
  readonly truncated: boolean;
}

export type DeviceUsersDto =
  | { readonly state: 'unread' | 'loading' | 'unsupported' }
  | { readonly state: 'failed'; readonly problem: ProblemDto }
  /** `unreadable`: how many more there are that couldn't be read. */
  | { readonly state: 'read'; readonly users: readonly DeviceUserDto[]; readonly unreadable: number };

export type LiveDto =
  | { readonly state: 'off'; readonly problem?: ProblemDto }
  | { readonly state: 'on'; readonly intervalMs: number };

/** How a change ended, as it is told. */
export type WriteDto =
  /** `byObservation`: the answer was lost, and looking showed that it was done. */
  | { readonly outcome: 'done'; readonly byObservation: boolean }
  /** What was typed won't do; nothing was sent. */
  | { readonly outcome: 'invalid'; readonly message: string }
  | { readonly outcome: 'notDone'; readonly problem: ProblemDto }
  /**
   * `message` says that it isn't known, and what may be done about it. Where it can be looked for, it is listed in the
   * snapshot's `doubts`.
   */
  | { readonly outcome: 'unknown'; readonly message: string; readonly isListed: boolean };

/** A change of which it wasn't known whether it was made. */
export interface DoubtDto {
  readonly id: number;
  /**
   * - `looking`: it is looked for again by itself
   * - `unknown`: it is looked for when the person asks
   * - `done`: looking showed it
   */
  readonly state: 'looking' | 'unknown' | 'done';
  readonly title: string;
  /** Absent where the title says it all. */
  readonly text?: string;
}
