import type { LogsChartStrings } from './logsChartStrings.js';

/** Words of the log page. `{0}`, `{1}` stand for what the page fills in. */
export interface LogsStrings {
  /** Names of the event types 1 … 10, by number. */
  readonly types: Readonly<Record<number, string>>;
  /** Names of the sources, by what is on the wire: `-1`, `1` … `16`. */
  readonly sources: Readonly<Record<string, string>>;
  readonly columns: Readonly<Record<'time' | 'device' | 'type' | 'code' | 'value' | 'source', string>>;
  readonly range: LogsRangeStrings;
  readonly tail: LogsTailStrings;
  readonly filter: LogsFilterStrings;
  readonly grid: LogsGridStrings;
  readonly details: LogsDetailsStrings;
  readonly menu: LogsMenuStrings;
  readonly empty: LogsEmptyStrings;
  readonly chart: LogsChartStrings;
}

/** Time range, event types and data points: what is asked of the cloud. */
export interface LogsRangeStrings {
  readonly label: string;
  readonly last15Minutes: string;
  readonly lastHour: string;
  readonly lastDay: string;
  readonly lastWeek: string;
  readonly sinceLastMarker: string;
  /** {0}: a marker’s words */
  readonly sinceMarker: string;
  readonly custom: string;
  readonly from: string;
  readonly to: string;
  readonly apply: string;
  readonly format: string;
  /** {0}: the form */
  readonly notATime: string;
  readonly noSuchTime: string;
  readonly orderWrong: string;
  readonly localTime: string;
  readonly utcTime: string;
  /** {0}: the zone */
  readonly deviceTime: string;
  readonly types: string;
  readonly allTypes: string;
  /** {0}: number or the only name */
  readonly someTypes: string;
  readonly atLeastOneType: string;
  readonly codes: string;
  readonly allCodes: string;
  /** {0}: number or the only code */
  readonly someCodes: string;
  readonly all: string;
  readonly none: string;
  readonly reload: string;
  readonly cancel: string;
  /** {0}: number */
  readonly costs: string;
  /** {0}: number */
  readonly costsAtLeast: string;
  readonly loadAll: string;
  readonly newestHour: string;
  readonly loadOlder: string;
  readonly loadNewer: string;
}

/** Following the device, and how the reading goes. */
export interface LogsTailStrings {
  readonly follow: string;
  readonly followHint: string;
  readonly pause: string;
  readonly resume: string;
  /** {0}: number of rows */
  readonly resumeQueued: string;
  /** {0}: a length of time */
  readonly following: string;
  readonly paused: string;
  readonly waiting: string;
  readonly failing: string;
  /** {0}: a time */
  readonly lastSuccess: string;
  /** {0}: a length of time */
  readonly lag: string;
  readonly cantKeepUp: string;
  /** {0}: number */
  readonly calls: string;
  readonly reading: string;
  /** {0}, {1}: numbers */
  readonly progress: string;
  /** {0}, {1}: numbers, {2}: a percentage */
  readonly progressPart: string;
  /** {0}: number */
  readonly rowsShown: string;
  /** {0}: shown, {1}: read */
  readonly rowsShownOf: string;
  readonly jumpToLatest: string;
  /** {0}: number */
  readonly jumpToLatestNew: string;
  /** {0}: number */
  readonly newRows: string;
  readonly freeEdition: string;
  readonly paidEdition: string;
  readonly demo: string;
}

/** Filter box, chips, highlights. */
export interface LogsFilterStrings {
  readonly label: string;
  readonly placeholder: string;
  readonly clear: string;
  readonly hideOthers: string;
  readonly keepOthers: string;
  readonly mode: string;
  /** {0}: which match, {1}: number of matches */
  readonly matches: string;
  /** {0}: number */
  readonly matchCount: string;
  readonly noMatches: string;
  readonly previous: string;
  readonly next: string;
  readonly working: string;
  readonly saved: string;
  readonly noSaved: string;
  readonly saveAs: string;
  readonly save: string;
  /** {0}: name */
  readonly remove: string;
  readonly help: string;
  readonly helpText: string;
  readonly helpMeaning: string;
  readonly helpWord: string;
  readonly helpQuoted: string;
  readonly helpRegex: string;
  readonly helpNot: string;
  readonly helpType: string;
  readonly helpDp: string;
  readonly helpFrom: string;
  readonly helpDevice: string;
  readonly helpValue: string;
  readonly helpAnd: string;
  readonly chips: string;
  readonly devices: string;
  readonly highlights: string;
  /** {0}: number of the rule */
  readonly highlight: string;
  /** {0}: number of the rule */
  readonly highlightColour: string;
  /** {0}: number of the rule */
  readonly highlightOn: string;
  readonly addHighlight: string;
  /** {0}: number of the rule */
  readonly removeHighlight: string;
  readonly highlightPlaceholder: string;
}

/** The grid of rows. */
export interface LogsGridStrings {
  readonly label: string;
  readonly columns: string;
  /** {0}: column */
  readonly resize: string;
  readonly resetColumns: string;
  readonly read: string;
  readonly readGap: string;
  readonly loading: string;
  readonly empty: string;
  /** {0}: number of bytes */
  readonly bytes: string;
  /** {0}: number of rows */
  readonly selected: string;
  /** {0}: number */
  readonly copiedRows: string;
  readonly copyFailed: string;
  /** {0}: number */
  readonly tooMany: string;
  /** {0}: number */
  readonly unknownType: string;
  /** {0}: number */
  readonly unknownSource: string;
}

/** Details of one row. */
export interface LogsDetailsStrings {
  readonly label: string;
  readonly close: string;
  readonly open: string;
  readonly decoded: string;
  readonly raw: string;
  readonly json: string;
  readonly inWords: string;
  /** {0}: number */
  readonly hex: string;
  /** {0}: number */
  readonly jsonSize: string;
  /** {0}: number with unit */
  readonly usualScale: string;
  readonly local: string;
  readonly utc: string;
  readonly device: string;
  readonly deviceName: string;
  readonly type: string;
  readonly source: string;
  readonly code: string;
  readonly status: string;
  readonly rowKey: string;
  readonly none: string;
  readonly copyValue: string;
  readonly copyRow: string;
  readonly copyJson: string;
  readonly copied: string;
  readonly gone: string;
  readonly openDevice: string;
}

/** Menus and what they hold. */
export interface LogsMenuStrings {
  readonly addMarker: string;
  readonly chart: string;
  readonly showChart: string;
  readonly hideChart: string;
  readonly splitter: string;
  readonly export: string;
  readonly exportShown: string;
  /** {0}: number */
  readonly exportSelected: string;
  readonly toFile: string;
  readonly toDocument: string;
  readonly csv: string;
  readonly jsonl: string;
  readonly markdown: string;
  readonly view: string;
  readonly zone: string;
  readonly zoneLocal: string;
  readonly zoneUtc: string;
  readonly zoneDevice: string;
  readonly time: string;
  readonly timeAbsolute: string;
  readonly timeRelative: string;
  readonly timeDelta: string;
  readonly more: string;
  /** {0}: device */
  readonly watchOnline: string;
  /** {0}: device */
  readonly archive: string;
  /** {0}: number, {1}: size, {2}: date */
  readonly archiveStats: string;
  /** {0}: number, {1}: size */
  readonly archiveSize: string;
  /** {0}: device */
  readonly openDevice: string;
  readonly showExtensionLog: string;
}

/** Why there is nothing, and what went wrong. */
export interface LogsEmptyStrings {
  readonly allFiltered: string;
  /** {0}: number */
  readonly allFilteredWhat: string;
  readonly showAll: string;
  readonly followingNothing: string;
  readonly followingNothingWhat: string;
  readonly loading: string;
  readonly cancelled: string;
  readonly cancelledWhat: string;
  readonly nothing: string;
  readonly problem: string;
  readonly retry: string;
  readonly showExtensionLog: string;
  readonly projectGone: string;
  readonly projectGoneWhat: string;
  readonly deviceGone: string;
  readonly deviceGoneWhat: string;
  /** {0}: number */
  readonly errorCode: string;
  /** {0}: text */
  readonly errorTid: string;
  readonly requestFailed: string;
}
