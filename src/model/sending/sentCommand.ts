import type { DeviceRef } from '../projects/project.js';

/** The way a command went: by the standard set in one of two API groups, or by the product's thing model. */
export type SendRoute = 'iot-03' | 'v1.0' | 'issue';

/** A data point with the value it is to have. */
export interface PointValue {
  readonly code: string;
  /** As the wire has it: a number before scaling, raw as base64, JSON as text. */
  readonly value: unknown;
}

/** What the device reported after a command. */
export interface DeviceReport {
  /** In the type that was sent, where it reads so. */
  readonly value: unknown;
  /**
   * Since the cloud took the command, by its own record, or else since it left, by the cloud's clock, ms; absent where
   * it was an earlier one whose answer had been lost.
   */
  readonly ms?: number;
  /** When the device reported it, epoch ms by the cloud's clock; absent as `ms` is. */
  readonly at?: number;
}

/** What came of a command. */
export type Verdict =
  | { readonly kind: 'applied'; readonly report: DeviceReport }
  /** The device took another value, as firmware does that knows its limits. */
  | { readonly kind: 'appliedOther'; readonly report: DeviceReport }
  /** Accepted, and no report in this time; cut short where nobody waits any more. */
  | { readonly kind: 'noReport'; readonly waitedMs: number; readonly isCut?: true }
  /** The device had this value already, and reported nothing: most firmware reports changes only. */
  | { readonly kind: 'same'; readonly waitedMs: number }
  /** Accepted, and nobody can look at what the device reports. */
  | { readonly kind: 'unseen'; readonly problem: unknown }
  | { readonly kind: 'offline'; readonly problem: unknown }
  /** The cloud said no, or nothing left: nothing was done. */
  | { readonly kind: 'refused'; readonly problem: unknown }
  /** It left and no clear answer came; looking showed nothing so far. It may have been done. */
  | { readonly kind: 'unknown'; readonly problem: unknown };

/** One data point of a command, as far as it has come. A new object with every step. */
export interface SentCommand extends PointValue {
  /** Of this window; never used twice. */
  readonly id: number;
  /** The same in every window, also in later ones. */
  readonly key: string;
  readonly ref: DeviceRef;
  /** When it was asked for, epoch ms by the local clock. */
  readonly at: number;
  /** As it was known when the command left; absent where it wasn't. */
  readonly before?: unknown;
  readonly hadValue: boolean;
  /** When it left, epoch ms by the local clock. */
  readonly leftAt?: number;
  /** The same by the cloud's clock; of what never left, when it ended. Once it's there it stays as it is. */
  readonly cloudAt?: number;
  /** The key of the first data point of the command it went in; absent where it went alone. */
  readonly together?: string;
  readonly state: 'sending' | 'accepted' | 'ended';
  readonly route?: SendRoute;
  /** From the command to the cloud's answer, ms. */
  readonly acceptedMs?: number;
  readonly verdict?: Verdict;
  /** A person has put away that it is in doubt. */
  readonly isPutAway?: true;
  /** The value isn't kept from one window to the next: it's too long, or may be a secret. */
  readonly isValueGone?: true;
}

/** What is known before a command leaves. */
export interface Outlook {
  /** Only reports, as its product says. */
  readonly isReportOnly: boolean;
  /** The device has this value already: most firmware will not report it again. */
  readonly hasValue: boolean;
  readonly isOffline: boolean;
}

/** What the device reported after a command, where it did. */
export function reportOf(verdict: Verdict | undefined): DeviceReport | undefined {
  return verdict && 'report' in verdict ? verdict.report : undefined;
}

/** What the device reported after these commands, as far as it is known when. */
export function reportsAfter(
  commands: readonly SentCommand[],
): readonly (PointValue & Required<Pick<DeviceReport, 'at'>>)[] {
  return commands.flatMap(({ code, verdict }) => {
    const { value, at } = reportOf(verdict) ?? {};
    return at === undefined ? [] : [{ code, value, at }];
  });
}
