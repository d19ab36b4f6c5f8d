import type { FieldDto, ShownDto, ValueDto } from './details.js';
import type { UnreadFieldDto } from './deviceParts.js';

/** How a value reads in a cell: one line, cut. */
export interface LogValueDto {
  readonly kind: 'none' | 'boolean' | 'number' | 'text' | 'json' | 'binary';
  /** As the cloud sent it, cut at 200 characters, on one line. */
  readonly text: string;
  readonly truncated: boolean;
  readonly shown?: ShownDto;
  /** It isn't one that its product's model allows. */
  readonly isOutside?: true;
  /** JSON: how many fields; binary: how many bytes. */
  readonly size?: number;
}

/** Stretches of a text; they don't overlap. */
export type MarksDto = readonly (readonly [from: number, to: number, rule: number])[];

/** Of a row's `value.shown.text`, `code` and `name`. */
export interface LogMarksDto {
  readonly shown?: MarksDto;
  readonly code?: MarksDto;
  readonly name?: MarksDto;
}

/** What a row has to do with something that was sent from here. */
export interface LogCommandDto {
  /** The same for a command's row and for that of its report. */
  readonly key: string;
  readonly role: 'sent' | 'report';
  /** `waiting`: on its way; `good`: as it was meant; `note`: otherwise, and nothing failed; `bad`: it failed. */
  readonly tone: 'waiting' | 'good' | 'note' | 'bad';
  /** What came of it, in a word or two. */
  readonly verdict: string;
  /** How far it has come, or what it is the report of, in a line. */
  readonly text: string;
  /** From the command to the cloud's answer. */
  readonly acceptedMs?: number;
  /** From the command to its report. */
  readonly latencyMs?: number;
}

interface PlacedDto {
  /** Its place in the view, from 0. */
  readonly index: number;
  /** Stays the same while the panel lives, whatever is inserted around it. */
  readonly id: number;
  readonly time: number;
}

/** An event of a device, as the cloud tells it. */
export interface LogRowDto extends PlacedDto {
  readonly kind: 'row';
  /** Index into the snapshot's devices. */
  readonly device: number;
  /** 1 … 10 as on the page, or a number that no page lists; 1000 for what was sent from here. */
  readonly type: number;
  /** Source as on the wire: `-1`, `1` … `16`; absent where the cloud gave none. */
  readonly from?: string;
  readonly code?: string;
  /** The data point's name, where somebody gave it one, or its product's name for it. */
  readonly name?: string;
  /** The data point's number in the firmware. */
  readonly dpId?: number;
  readonly value: LogValueDto;
  /** Milliseconds since the row above it in the view; absent on the first. */
  readonly delta?: number;
  /** False for a row that the filter doesn't match and that is kept for context. */
  readonly matches: boolean;
  /** Stretches of the value's text to highlight, with the rule's index (0 … 4); `-1` for the filter's own words. */
  readonly marks?: MarksDto;
  /** The same for what else of the row was looked through. */
  readonly otherMarks?: LogMarksDto;
  /** The rule that colours the whole row. */
  readonly rule?: number;
  readonly command?: LogCommandDto;
}

/** Something between the rows that must not be overlooked. */
export interface LogNoteDto extends PlacedDto {
  readonly kind: 'note';
  readonly note:
    | 'marker'
    | 'offline' // the device was offline from `time` to `until`
    | 'failed' // a page between `time` and `until` couldn't be read
    | 'unread' // nobody has read this stretch (cancelled, or not loaded yet)
    | 'paused' // the tail was stopped: read again on request
    | 'retention' // the cloud keeps nothing from before
    | 'dropped' // the oldest rows had to go: the panel holds so many rows at most
    | 'incomplete'; // rows may be missing: the cloud went in circles, or gave some that can't be used
  readonly until?: number;
  readonly device?: number;
  /** The marker's id, where it is that of a flash. */
  readonly flash?: string;
  /** The marker's words, or what happened, in the person's language. */
  readonly text: string;
  /** The stretch can be read now. */
  readonly canRead: boolean;
}

export type LogItemDto = LogRowDto | LogNoteDto;

export interface LogWindowDto {
  /** Of the view that this window was cut from. */
  readonly version: number;
  readonly total: number;
  /** Index of the first item. */
  readonly start: number;
  readonly items: readonly LogItemDto[];
  /** Rows that came after the newest one of their device, since the log was opened; what a range brings isn't counted. */
  readonly arrived: number;
  /** Where the anchor stands now; absent where it is no longer in the view. */
  readonly anchorIndex?: number;
}

/** What the product says of a row's data point. */
export interface LogPointDto {
  readonly dpId?: number;
  /** `ro` the device reports it, `wr` the cloud sets it, `rw` both. */
  readonly access?: 'ro' | 'wr' | 'rw';
  /** As Tuya names it: `Integer`. */
  readonly type?: string;
  /** `0.0 to 100.0 %`, the members of an enum, the labels of a bitmap. Cut at a limit. */
  readonly range?: string;
}

/** Everything of one row. */
export interface LogRowDetailsDto {
  readonly id: number;
  readonly device: string;
  readonly deviceId: string;
  readonly time: number;
  readonly iso: string;
  readonly zone?: string;
  readonly type: number;
  readonly from?: string;
  readonly code?: string;
  readonly name?: string;
  readonly point?: LogPointDto;
  readonly kind: LogValueDto['kind'];
  /** The value as the cloud sent it, up to 200,000 characters. */
  readonly raw?: string;
  readonly shown?: ShownDto;
  /** It isn't one that its product's model allows. */
  readonly isOutside?: true;
  /** Its parts, where it has several. */
  readonly fields?: readonly FieldDto[];
  readonly decoded?: NonNullable<ValueDto['decoded']>;
  readonly status?: string;
  /** Paid edition. */
  readonly rowKey?: string;
  readonly command?: LogCommandDto;
  /** What couldn't be read of the row; absent where all could. */
  readonly unread?: readonly UnreadFieldDto[];
  /** The whole row as the cloud's fields. */
  readonly json: string;
}
