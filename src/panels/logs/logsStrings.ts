import { l10n } from 'vscode';
import type {
  LogsStrings,
  LogsRangeStrings,
  LogsTailStrings,
  LogsFilterStrings,
  LogsGridStrings,
  LogsDetailsStrings,
  LogsMenuStrings,
  LogsEmptyStrings,
} from '../../protocol/logsStrings.js';
import { logsChartStrings } from './logsChartStrings.js';

/** `l10n.t` leaves nothing where it has no value to fill in, so the places themselves are the values. */
const place = '{0}';
const second = '{1}';
const third = '{2}';

/** The log page's texts in the person's language. Placeholders are filled in by the page. */
export function logsStrings(): LogsStrings {
  return {
    types: eventTypeNames(),
    sources: eventSourceNames(),
    columns: {
      time: l10n.t('Time'),
      device: l10n.t('Device'),
      type: l10n.t('Event'),
      code: l10n.t('Data Point'),
      value: l10n.t('Value'),
      source: l10n.t('Source'),
    },
    range: rangeWords(),
    tail: tailWords(),
    filter: filterWords(),
    grid: gridWords(),
    details: detailsWords(),
    menu: menuWords(),
    empty: emptyWords(),
    chart: logsChartStrings(),
  };
}

/** Names of the event types of the cloud's table, by number. */
export function eventTypeNames(): Readonly<Record<number, string>> {
  return {
    1: l10n.t('Online'),
    2: l10n.t('Offline'),
    3: l10n.t('Activated'),
    4: l10n.t('Reset'),
    5: l10n.t('Command'),
    6: l10n.t('Firmware'),
    7: l10n.t('Report'),
    8: l10n.t('Signal'),
    9: l10n.t('Restart'),
    10: l10n.t('Timer'),
  };
}

/** Names of the event sources of the cloud's table, by what is on the wire. */
export function eventSourceNames(): Readonly<Record<string, string>> {
  return {
    1: l10n.t('Device'),
    2: l10n.t('Client'),
    3: l10n.t('Third party'),
    4: l10n.t('Cloud'),
    5: l10n.t('Removed in the app'),
    6: l10n.t('Factory reset in the app'),
    7: l10n.t('App update offered'),
    8: l10n.t('Device update forced'),
    9: l10n.t('App update forced'),
    10: l10n.t('App update checked by hand'),
    11: l10n.t('Removed on the platform'),
    12: l10n.t('Removed by the developer'),
    13: l10n.t('Removed in the client'),
    16: l10n.t('Energy-saving mini program'),
    '-1': l10n.t('Unknown'),
  };
}

function rangeWords(): LogsRangeStrings {
  return {
    label: l10n.t('Time range'),
    last15Minutes: l10n.t('15 min'),
    lastHour: l10n.t('1 h'),
    lastDay: l10n.t('24 h'),
    lastWeek: l10n.t('7 days'),
    sinceLastMarker: l10n.t('Since Last Marker'),
    sinceMarker: l10n.t('Since {0}', place),
    custom: l10n.t('From … to'),
    from: l10n.t('From'),
    to: l10n.t('To'),
    apply: l10n.t('Load'),
    format: l10n.t('YYYY-MM-DD hh:mm:ss.mmm'),
    notATime: l10n.t('Not a time: type it as {0}.', place),
    noSuchTime: l10n.t('There is no such date or time.'),
    orderWrong: l10n.t('The end is before the beginning.'),
    localTime: l10n.t('your time'),
    utcTime: l10n.t('UTC'),
    deviceTime: l10n.t('the device’s time, {0}', place),
    types: l10n.t('Event types'),
    allTypes: l10n.t('All event types'),
    someTypes: l10n.t('Event types: {0}', place),
    atLeastOneType: l10n.t('At least one event type is needed.'),
    codes: l10n.t('Data points'),
    allCodes: l10n.t('All data points'),
    someCodes: l10n.t('Data points: {0}', place),
    all: l10n.t('All'),
    none: l10n.t('None'),
    reload: l10n.t('Reload'),
    cancel: l10n.t('Cancel'),
    costs: l10n.t('This takes about {0} calls of your quota.', place),
    costsAtLeast: l10n.t('This takes at least {0} calls of your quota.', place),
    loadAll: l10n.t('Load'),
    newestHour: l10n.t('Only the Newest Hour'),
    loadOlder: l10n.t('Load Older'),
    loadNewer: l10n.t('Load Newer'),
  };
}

function tailWords(): LogsTailStrings {
  return {
    follow: l10n.t('Follow'),
    followHint: l10n.t('Show what the device reports as it comes'),
    pause: l10n.t('Pause'),
    resume: l10n.t('Resume'),
    resumeQueued: l10n.t('Resume ({0} waiting)', place),
    following: l10n.t('Following, every {0}', place),
    paused: l10n.t('Paused'),
    waiting: l10n.t('Waiting'),
    failing: l10n.t('Following fails'),
    lastSuccess: l10n.t('read {0}', place),
    lag: l10n.t('behind by {0}', place),
    cantKeepUp: l10n.t('The device is busier than may be read: rows come late.'),
    calls: l10n.t('Calls: {0}', place),
    reading: l10n.t('Reading…'),
    progress: l10n.t('Rows: {0} · calls: {1}', place, second),
    progressPart: l10n.t('Rows: {0} · calls: {1} · {2}', place, second, third),
    rowsShown: l10n.t('Rows: {0}', place),
    rowsShownOf: l10n.t('Rows: {0} of {1}', place, second),
    jumpToLatest: l10n.t('Jump to Latest'),
    jumpToLatestNew: l10n.t('Jump to Latest ({0} new)', place),
    newRows: l10n.t('New rows: {0}', place),
    freeEdition: l10n.t('Free edition'),
    paidEdition: l10n.t('Paid edition'),
    demo: l10n.t('demo'),
  };
}

function filterWords(): LogsFilterStrings {
  return {
    label: l10n.t('Filter'),
    placeholder: l10n.t('Filter: text, /regex/, -not, type:, dp:, from:, value>23'),
    clear: l10n.t('Clear Filter'),
    hideOthers: l10n.t('Show only matching rows'),
    keepOthers: l10n.t('Keep all rows and step through matches'),
    mode: l10n.t('What happens to other rows'),
    matches: l10n.t('{0} of {1}', place, second),
    matchCount: l10n.t('Matches: {0}', place),
    noMatches: l10n.t('No matches'),
    previous: l10n.t('Previous Match (Shift+F3)'),
    next: l10n.t('Next Match (F3)'),
    working: l10n.t('Filtering…'),
    saved: l10n.t('Saved Filters'),
    noSaved: l10n.t('No filters saved yet.'),
    saveAs: l10n.t('Save the filter as'),
    save: l10n.t('Save'),
    remove: l10n.t('Delete {0}', place),
    help: l10n.t('Filter Help'),
    helpText: l10n.t('What is typed'),
    helpMeaning: l10n.t('What it finds'),
    helpWord: l10n.t('rows that hold the text, in any case'),
    helpQuoted: l10n.t('the text as it stands, spaces included'),
    helpRegex: l10n.t('rows that match the regular expression'),
    helpNot: l10n.t('rows that don’t'),
    helpType: l10n.t('event types by name or number; commas for several'),
    helpDp: l10n.t('data points by code or name'),
    helpFrom: l10n.t('sources by name or number'),
    helpDevice: l10n.t('devices by name or ID'),
    helpValue: l10n.t('values: = != > >= < <=, or a range'),
    helpAnd: l10n.t('Several words have to match all; several of one kind, any of them.'),
    chips: l10n.t('Event types shown'),
    devices: l10n.t('Devices shown'),
    highlights: l10n.t('Highlights'),
    highlight: l10n.t('Highlight {0}', place),
    highlightColour: l10n.t('Colour of highlight {0}', place),
    highlightOn: l10n.t('Highlight {0} is on', place),
    addHighlight: l10n.t('Add Highlight'),
    removeHighlight: l10n.t('Delete Highlight {0}', place),
    highlightPlaceholder: l10n.t('text or /regex/'),
  };
}

function gridWords(): LogsGridStrings {
  return {
    label: l10n.t('Log'),
    columns: l10n.t('Columns'),
    resize: l10n.t('Width of {0}', place),
    resetColumns: l10n.t('Reset Columns'),
    read: l10n.t('Read'),
    readGap: l10n.t('Read what is missing here'),
    loading: l10n.t('Loading row'),
    empty: l10n.t('empty'),
    bytes: l10n.t('{0} B', place),
    selected: l10n.t('Selected: {0}', place),
    copiedRows: l10n.t('Copied rows: {0}', place),
    copyFailed: l10n.t('It could not be copied.'),
    tooMany: l10n.t('Only the first {0} rows were taken.', place),
    unknownType: l10n.t('Type {0}', place),
    unknownSource: l10n.t('Source {0}', place),
  };
}

function detailsWords(): LogsDetailsStrings {
  return {
    label: l10n.t('Details of the Row'),
    close: l10n.t('Close Details'),
    open: l10n.t('Show Details'),
    decoded: l10n.t('Decoded'),
    raw: l10n.t('Raw'),
    json: l10n.t('JSON'),
    inWords: l10n.t('As text'),
    hex: l10n.t('Bytes: {0}', place),
    jsonSize: l10n.t('JSON, entries: {0}', place),
    usualScale: l10n.t('{0} (with the usual scale)', place),
    local: l10n.t('Your time'),
    utc: l10n.t('UTC'),
    device: l10n.t('Device’s time'),
    deviceName: l10n.t('Device'),
    type: l10n.t('Event'),
    source: l10n.t('Source'),
    code: l10n.t('Data point'),
    status: l10n.t('Status'),
    rowKey: l10n.t('Row key'),
    none: l10n.t('none'),
    copyValue: l10n.t('Copy Value'),
    copyRow: l10n.t('Copy Row'),
    copyJson: l10n.t('Copy JSON'),
    copied: l10n.t('Copied'),
    gone: l10n.t('This row is not in the log any more.'),
    openDevice: l10n.t('Open Device'),
  };
}

function menuWords(): LogsMenuStrings {
  return {
    addMarker: l10n.t('Add Marker'),
    chart: l10n.t('Chart'),
    showChart: l10n.t('Show Chart'),
    hideChart: l10n.t('Hide Chart'),
    splitter: l10n.t('Height of the chart'),
    export: l10n.t('Export'),
    exportShown: l10n.t('All rows shown'),
    exportSelected: l10n.t('Selected rows ({0})', place),
    toFile: l10n.t('Save as File'),
    toDocument: l10n.t('Open as Document'),
    csv: l10n.t('CSV'),
    jsonl: l10n.t('JSON Lines'),
    markdown: l10n.t('Markdown'),
    view: l10n.t('View'),
    zone: l10n.t('Time zone'),
    zoneLocal: l10n.t('Your time'),
    zoneUtc: l10n.t('UTC'),
    zoneDevice: l10n.t('Device’s time'),
    time: l10n.t('Times as'),
    timeAbsolute: l10n.t('Time of day'),
    timeRelative: l10n.t('Time ago'),
    timeDelta: l10n.t('Since the row above'),
    more: l10n.t('More'),
    watchOnline: l10n.t('Tell me when {0} is back online', place),
    archive: l10n.t('Keep the log of {0} on this computer', place),
    archiveStats: l10n.t('Rows: {0}, {1} since {2}', place, second, third),
    archiveSize: l10n.t('Rows: {0}, {1}', place, second),
    openDevice: l10n.t('Open {0}', place),
    showExtensionLog: l10n.t('Show Log of the Extension'),
  };
}

function emptyWords(): LogsEmptyStrings {
  return {
    allFiltered: l10n.t('No row matches'),
    allFilteredWhat: l10n.t('The filter and the switched-off event types hide all rows: {0}.', place),
    showAll: l10n.t('Show All Rows'),
    followingNothing: l10n.t('Nothing yet'),
    followingNothingWhat: l10n.t('What the device reports from now on appears here.'),
    loading: l10n.t('Reading the log…'),
    cancelled: l10n.t('Reading was cancelled'),
    cancelledWhat: l10n.t('What was read before is shown. Reload to read the whole range.'),
    nothing: l10n.t('No rows'),
    problem: l10n.t('The log could not be read'),
    retry: l10n.t('Try Again'),
    showExtensionLog: l10n.t('Show Log'),
    projectGone: l10n.t('The project of this log was removed'),
    projectGoneWhat: l10n.t('Close this panel, or add the project again and open the log from the tree.'),
    deviceGone: l10n.t('The device of this log is not there any more'),
    deviceGoneWhat: l10n.t('The cloud does not know it. What was read before is shown below.'),
    errorCode: l10n.t('Code {0}', place),
    errorTid: l10n.t('Trace ID {0}', place),
    requestFailed: l10n.t('That did not work.'),
  };
}
