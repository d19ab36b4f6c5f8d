/**
 * What the operations answer. Every time is epoch milliseconds, whatever unit the wire has; a field the
 * cloud left out, or sent as null, is absent; fields this client doesn't know are kept in `extra`. A whole number that
 * JavaScript would round is a string, wherever the cloud's own value is kept.
 */

export type Extra = Readonly<Record<string, unknown>>;

/** A field of a record that couldn't be read and is left out; `extra` holds its raw value under the same name. */
export interface UnreadField {
  /** Its name on the wire: `online`, or `status[3]` for an entry of a list. */
  readonly field: string;
  /** Never holds the value. */
  readonly problem: string;
}

export interface DataPoint {
  readonly code: string;
  /** Boolean, number or string as it came; JSON and base64 stay text. A number that would be rounded is its text. */
  readonly value: unknown;
  readonly type?: string;
}

export interface Device {
  readonly id: string;
  readonly name?: string;
  /** The user the device belongs to. */
  readonly uid?: string;
  /** A secret: never log it, show it only when asked. */
  readonly localKey?: string;
  readonly category?: string;
  readonly productId?: string;
  readonly productName?: string;
  /** True for a device behind a gateway. */
  readonly sub?: boolean;
  readonly uuid?: string;
  /** The home the device stands in. */
  readonly ownerId?: string;
  readonly online?: boolean;
  readonly status: readonly DataPoint[];
  /** Last paired (wire: seconds). */
  readonly activeTime?: number;
  /** First paired (wire: seconds). */
  readonly createTime?: number;
  /** Last updated (wire: seconds). */
  readonly updateTime?: number;
  readonly bizType?: number;
  /** Path relative to the data center's image host; see `iconUrl`. */
  readonly icon?: string;
  readonly ip?: string;
  /** `+08:00` */
  readonly timeZone?: string;
  readonly model?: string;
  readonly lat?: string;
  readonly lon?: string;
  /** Only on sub-devices: the id used on the local network. */
  readonly nodeId?: string;
  readonly gatewayId?: string;
  readonly extra: Extra;
  /** Absent where every field could be read. */
  readonly unread?: readonly UnreadField[];
}

/** A firmware of a device: that of its Wi-Fi module, of the MCU behind it … */
export interface FirmwareModule {
  /** 0 Wi-Fi, 1 Bluetooth, 2 GPRS, 3 Zigbee, 4 infrared, 5 433 MHz, 6 NB-IoT, 9 MCU. */
  readonly type: number;
  /** The one that runs. */
  readonly version: string;
  /** Absent where every field could be read. */
  readonly unread?: readonly UnreadField[];
}

export interface FactoryInfo {
  readonly id: string;
  readonly uuid?: string;
  readonly sn?: string;
  readonly mac?: string;
  readonly extra: Extra;
  /** Absent where every field could be read. */
  readonly unread?: readonly UnreadField[];
}

export interface OutletName {
  /** `switch_1` for a channel, `main` for the device itself. */
  readonly identifier: string;
  /** Empty where the channel has none. */
  readonly name: string;
  readonly unread?: readonly UnreadField[];
}

export interface DeviceUser {
  /** Not in Tuya's table, but in its answers: without it a user can't be edited. */
  readonly userId?: string;
  readonly deviceId?: string;
  readonly nickName?: string;
  /** 1 male, 2 female. */
  readonly sex?: number;
  /** Wire: milliseconds too. */
  readonly birthday?: number;
  /** cm */
  readonly height?: number;
  /** Documented in grams; Tuya's own samples look like kilograms. */
  readonly weight?: number;
  readonly contact?: string;
  readonly extra: Extra;
  /** Absent where every field could be read. */
  readonly unread?: readonly UnreadField[];
}

export interface LogEntry {
  /** Wire: milliseconds too. */
  readonly eventTime: number;
  /** 1 online, 2 offline … 7 data point reported … 10, as the page's table of event types. */
  readonly eventId: number;
  /** `-1`, `1` … `16`, as the page's table of event sources. */
  readonly eventFrom?: string;
  /** Absent for events that aren't about a data point. */
  readonly code?: string;
  readonly value?: string;
  readonly status?: string;
  /** Row key; paid edition only. */
  readonly row?: string;
  readonly extra: Extra;
  /** Absent where every field could be read. */
  readonly unread?: readonly UnreadField[];
}

/** A data point as a product defines it: what the wire says, in one shape. Nothing of it is checked beyond its form. */
export interface PointDefinition {
  readonly code: string;
  /** `dp_id`, `dpId` or `abilityId` on the wire. */
  readonly dpId?: number;
  readonly name?: string;
  readonly description?: string;
  /** A specification says it by the list: `functions` alone `wr`, `status` alone `ro`, both `rw`. */
  readonly access?: 'ro' | 'wr' | 'rw';
  /** As the cloud spells it: `Integer`, `value`. */
  readonly type?: string;
  /** What belongs to the type (`min`, `scale`, `range` …); the text itself where its JSON is broken. */
  readonly values?: unknown;
  /** Absent where every field could be read. */
  readonly unread?: readonly UnreadField[];
}

/** What a product's data points are, as one of three calls tells it. */
export interface ProductDefinition {
  readonly source: 'thingModel' | 'specification';
  readonly category?: string;
  readonly points: readonly PointDefinition[];
  readonly badRecords: readonly BadRecord[];
}

/** A data point with its age, as the device's shadow has it. */
export interface ShadowProperty {
  readonly code: string;
  readonly dpId?: number;
  /** The name that somebody gave this device's data point. */
  readonly customName?: string;
  /** When the value was reported. Wire: milliseconds too. */
  readonly at?: number;
  readonly type?: string;
  readonly value: unknown;
  /** Absent where every field could be read. */
  readonly unread?: readonly UnreadField[];
}

export interface AppUser {
  readonly uid: string;
  readonly username?: string;
  readonly email?: string;
  readonly mobile?: string;
  readonly countryCode?: string;
  /** Wire: seconds. */
  readonly createTime?: number;
  /** Wire: seconds. */
  readonly updateTime?: number;
  readonly extra: Extra;
  /** Absent where every field could be read. */
  readonly unread?: readonly UnreadField[];
}

/** A record of a list that couldn't be read; the others of its page were. */
export interface BadRecord {
  readonly index: number;
  readonly id?: string;
  /** `result.devices[3].id` */
  readonly field: string;
  readonly problem: string;
}

/** Why an iterator stopped although the cloud may hold more. */
export type IncompleteReason =
  | 'repeatedCursor' // the cursor for the next page had been used already
  | 'repeatedPage' // a page brought only rows that had been seen
  | 'emptyPage' // a page without rows, though the cloud said there is more
  | 'missingPage' // a page after the first was answered with no list at all
  | 'noCursor' // the cloud said there is more, and not how to ask for it
  | 'tooManyPages';

/** Asks the same list for what comes after a page. */
export type Cursor = { readonly pageNo: number } | { readonly lastId: string };

export interface Page<T> {
  readonly items: readonly T[];
  readonly badRecords: readonly BadRecord[];
  /** As the cloud says; it isn't always true. */
  readonly total?: number;
  readonly next?: Cursor;
  /** The answer holds no list, not even an empty one. */
  readonly isMissing?: true;
  /** Set by iterators where rows may be missing. */
  readonly incomplete?: IncompleteReason;
}

export interface DeviceListPage extends Page<Device> {
  /** The cursor for page_size + last_id. */
  readonly lastId?: string;
}

export type LogEdition = 'free' | 'paid';

export interface LogCursor {
  readonly edition: LogEdition;
  /** Free edition. */
  readonly startRowKey?: string;
  /** Paid edition. */
  readonly lastRowKey?: string;
  /** Paid edition, epoch ms. */
  readonly lastEventTime?: number;
}

export interface LogPage {
  readonly items: readonly LogEntry[];
  readonly badRecords: readonly BadRecord[];
  readonly deviceId?: string;
  readonly hasNext?: boolean;
  /** Known from the answer's fields, or from what was asked. */
  readonly edition?: LogEdition;
  /** Paid edition: all rows of the query. */
  readonly count?: number;
  readonly currentRowKey?: string;
  readonly nextRowKey?: string;
  readonly next?: LogCursor;
  readonly incomplete?: IncompleteReason;
}
