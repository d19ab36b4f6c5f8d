import * as vscode from 'vscode';
import { displayName } from '../../base/displayText.js';
import { isGatewayCategory } from '../../model/fleet/gatewayCategories.js';
import type { LogDevices } from '../../model/logs/open/logDevices.js';
import { allTypes, usualStart, type OpenLog } from '../../model/logs/open/openLog.js';
import type { Logs } from '../../model/logs/logs.js';
import type { LogSessionState, LogTailState } from '../../model/logs/state/sessionState.js';
import type { Marker } from '../../model/logs/state/markers.js';
import type { Project } from '../../model/projects/project.js';
import { sentType } from '../../model/logs/rows/commandRow.js';
import type { LogQuery } from '../../model/logs/rows/logTypes.js';
import { describeProblem } from '../../platform/errorMessages/problemTexts.js';
import type { LogQueryDto } from '../../protocol/logQuery.js';
import type { LogsSnapshot, LogTailDto } from '../../protocol/logs.js';
import type { ArchiveFacts } from './archiveFacts.js';
import type { LogFileFacts } from './logFileFacts.js';
import { deviceDtos } from './deviceDtos.js';
import { emptyTexts } from './emptyTexts.js';
import { filterProblemDto, filterProblemText } from './filterTexts.js';

/** A snapshot goes to the page ten times a second: of what may be much it has what is shown. */
const markersAtMost = 50;
const markerLength = 80;
const filterLength = 200;

export interface LogsSnapshotContext {
  readonly logs: Pick<Logs, 'prefs' | 'markers' | 'watches'>;
  readonly project: Project | undefined;
  readonly archive: Pick<ArchiveFacts, 'of' | 'possible'>;
  readonly files: Pick<LogFileFacts, 'of'>;
}

/** Everything the page shows but the rows, as plain data. */
export function logsSnapshot(log: OpenLog, context: LogsSnapshotContext): LogsSnapshot {
  const { session, devices } = log;
  const { logs, project, archive, files } = context;
  const { view, table } = session;
  const state = session.state();
  const { span, edition, editionChoice, loading, problem, clockAheadMs } = state;
  const { filterProblem } = log;
  const empty = view.total === 0 || table.size === 0 ? emptyOf(state, devices, project) : undefined;
  return {
    situation: state.situation,
    title: logTitle(devices) ?? vscode.l10n.t('Log'),
    devices: deviceDtos(log, logs.watches, {
      archive: (index) => archive.of(index),
      file: (index) => files.of(index),
    }),
    isDemo: project?.kind === 'demo',
    ...(view.typeCounts().has(sentType) && { hasCommands: true as const }),
    query: queryDto(state.query ?? usualStart.query),
    ...(span && { span }),
    ...(edition && { edition }),
    ...(editionChoice && { editionChoice }),
    version: view.version,
    total: view.total,
    rows: { read: table.size, shown: view.shownRows, matching: view.matchingRows },
    counts: countDtos(log),
    ...(loading && { loading }),
    ...(problem !== undefined && { problem: describeProblem(problem) }),
    cancelled: state.cancelled,
    ...(empty && { empty }),
    canLoadOlder: state.canLoadOlder,
    canLoadNewer: state.canLoadNewer,
    tail: tailDto(state.tail),
    ...(clockAheadMs !== undefined && { clockAheadMs }),
    calls: state.calls,
    filter: { ...log.filter, hiddenTypes: [...log.filter.hiddenTypes] },
    ...(filterProblem && { filterProblem: filterProblemDto(filterProblem) }),
    filtering: view.busy,
    savedFilters: logs.prefs.savedFilters.map(({ name, text }) =>
      text.length <= filterLength ? { name, text } : { name, text: text.slice(0, filterLength), cut: true },
    ),
    highlights: logs.prefs.highlights,
    highlightProblems: log.highlightProblems.map(({ rule, problem: found }) => ({
      rule,
      message: filterProblemText(found),
    })),
    markers: shownMarkers(logs.markers.list(), state.query).map(({ id, time, text, source }) => ({
      id,
      time,
      text: displayName(text, vscode.l10n.t('Marker')).slice(0, markerLength),
      ...(source === 'flash' && { flash: true as const }),
    })),
    layout: logs.prefs.layout,
    archive: archive.possible(),
  };
}

/** `Kitchen light`, or `Hub Diele + 3`; undefined while nothing is known of the first device. */
export function logTitle(devices: LogDevices): string | undefined {
  const name = displayName(devices.device(0)?.name, devices.idOf(0));
  const others = devices.refs.length - 1;
  return others === 0
    ? vscode.l10n.t('Log: {0}', name)
    : vscode.l10n.t('Log: {0} + {1}', name, String(others));
}

function countDtos({ session: { view }, filter }: OpenLog): LogsSnapshot['counts'] {
  const matching = view.matchingTypes();
  return [...view.typeCounts()]
    .map(([type, count]) => ({
      type,
      count,
      ...(matching && !filter.hiddenTypes.includes(type) && { matching: matching.get(type) ?? 0 }),
    }))
    .sort((a, b) => a.type - b.type);
}

function shownMarkers(all: readonly Marker[], query: LogQuery | undefined): readonly Marker[] {
  const range = query?.range;
  const lastFlash = all.find(({ source }) => source === 'flash');
  return all.filter(
    (marker, at) =>
      at < markersAtMost ||
      marker === lastFlash ||
      (range?.kind === 'sinceMarker' && range.marker === marker.id),
  );
}

function queryDto({ range, types, codes }: LogQuery): LogQueryDto {
  return { range, types: [...types], codes: [...codes] };
}

function tailDto(tail: LogTailState): LogTailDto {
  const { problem, ...rest } = tail;
  return { ...rest, ...(problem !== undefined && { problem: describeProblem(problem) }) };
}

function emptyOf(
  { emptyReason, query }: LogSessionState,
  devices: LogDevices,
  project: Project | undefined,
): { title: string; hints: string[] } | undefined {
  if (emptyReason === undefined) return undefined;
  const all = devices.refs.map((_, index) => devices.device(index));
  return emptyTexts({
    reason: emptyReason,
    hasGateway: all.some((device) => isGatewayCategory(device?.category)),
    neverReported: all.every((device) => device !== undefined && device.status.length === 0),
    online: all.some((device) => device?.online === true)
      ? true
      : all.every((device) => device?.online === false)
        ? false
        : undefined,
    isNarrowed: query !== undefined && (query.types.length < allTypes.length || query.codes.length > 0),
    isDemo: project?.kind === 'demo',
  });
}
