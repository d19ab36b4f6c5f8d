import { AbortError } from '../../base/errors.js';
import type { OpenLog } from '../../model/logs/open/openLog.js';
import type { LogPrefs } from '../../model/logs/prefs/logPrefs.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { Handlers } from '../../protocol/channel.js';
import { chartParams, pngParams } from '../../protocol/logChart.js';
import { filterSchema } from '../../protocol/logFilter.js';
import { layoutSchema } from '../../protocol/logLayout.js';
import {
  copyParams,
  deviceOnParams,
  deviceParams,
  editionParams,
  exportParams,
  flashParams,
  highlightsParams,
  idParams,
  markerParams,
  nameParams,
  narrowParams,
  onParams,
  queryParams,
  rangeIdsParams,
  saveFilterParams,
  showFileParams,
  stepParams,
  timeParams,
  windowParams,
  type ExportRequest,
  type FromLogsPage,
  type ShowLogFile,
} from '../../protocol/logRequests.js';
import { noParams } from '../../protocol/page.js';
import { RequestRefused } from '../host/requestRefused.js';
import { order, request } from '../host/requests.js';
import { copyText } from './copyText.js';
import { rowDetails } from './rowDetails.js';
import { startQuery } from './startQuery.js';
import { logChart } from './logChart.js';
import { windowDto } from './windowDto.js';

/** What the page's requests act on. */
export interface LogsRequestDeps {
  readonly log: OpenLog;
  readonly prefs: LogPrefs;
  copy(text: string): Promise<void>;
  /** These are long: the page isn't kept waiting for their end. */
  exportRows(request: ExportRequest): void;
  savePng(bytes: Uint8Array): void;
  /** @param time epoch ms; now, where it isn't given */
  addMarker(time?: number): void;
  /** @param marker of a flash */
  compareFlash(marker: string): void;
  archive(ref: DeviceRef, on: boolean): void;
  logFile(ref: DeviceRef, on: boolean): void;
  showLogFile(ref: DeviceRef, how: ShowLogFile): void;
  watchOnline(ref: DeviceRef, on: boolean): void;
  openDevice(ref: DeviceRef): void;
  showExtensionLog(): void;
}

/** Answers to everything the page may ask. It names rows and devices; what is in them comes from here. */
export function logsRequests(deps: LogsRequestDeps): Handlers<FromLogsPage> {
  const { log, prefs } = deps;
  const { session } = log;
  const { view } = session;
  return {
    events: {},
    requests: {
      window: request(windowParams, (params) => windowDto(log, params)),
      row: request(idParams, ({ id }) => {
        const row = log.row(id);
        return { row: row ? rowDetails(row, log) : null };
      }),
      query: request(queryParams, (params, signal) => startQuery(log, params, signal)),
      // What a session reads never rejects: how it goes is in its state, which the page sees anyway.
      edition: order(editionParams, ({ edition }) =>
        session.chooseEdition(edition === 'auto' ? undefined : edition),
      ),
      reload: order(noParams, () => void session.reload()),
      cancel: order(noParams, () => session.cancel()),
      loadOlder: order(noParams, () => void session.loadOlder()),
      loadNewer: order(noParams, () => void session.loadNewer()),
      readGap: order(idParams, ({ id }) => void session.readGap(id)),
      follow: order(onParams, ({ on }) => session.follow(on)),
      fast: order(onParams, ({ on }) => session.followFast(on)),
      pause: order(onParams, ({ on }) => session.pause(on)),
      filter: order(filterSchema, (filter) => log.setFilter(filter)),
      step: request(stepParams, ({ from, forward }) => {
        const index = from === undefined ? undefined : view.indexOf(from);
        return view.step(index, forward) ?? null;
      }),
      goTo: request(timeParams, ({ time, last }) => itemAt(log, time, last)),
      linked: request(idParams, ({ id }) => linkedItem(log, id)),
      highlights: order(highlightsParams, ({ rules }) => prefs.setHighlights(rules)),
      saveFilter: order(saveFilterParams, (filter) => prefs.saveFilter(filter)),
      removeFilter: order(nameParams, ({ name }) => prefs.removeFilter(name)),
      savedFilter: request(nameParams, ({ name }) => {
        const found = prefs.savedFilters.find((filter) => filter.name === name);
        return found ? { text: found.text } : null;
      }),
      layout: order(layoutSchema, (layout) => prefs.setLayout(layout)),
      showDevice: order(deviceOnParams, ({ device, on }) => log.showDevice(device, on)),
      idsBetween: request(rangeIdsParams, ({ from, to }) => idsBetween(log, from, to)),
      copy: request(copyParams, async ({ what, ids }, signal) => {
        const { text, count } = await copyText(view.rowsOf(ids), what, log, signal);
        if (signal.aborted) throw new AbortError();
        await deps.copy(text);
        return { copied: count };
      }),
      export: order(exportParams, (what) => deps.exportRows(what)),
      narrow: request(narrowParams, ({ id, by, how, text }) => {
        const next = log.narrowed(id, by, how, text);
        return next === undefined ? null : { text: next };
      }),
      addMarker: order(markerParams, ({ time }) => deps.addMarker(time)),
      compareFlash: order(flashParams, ({ marker }) => deps.compareFlash(marker)),
      chart: request(chartParams, (params, signal) => logChart(log, params, signal)),
      savePng: order(pngParams, ({ dataUrl }) => deps.savePng(pngBytes(dataUrl))),
      archive: order(deviceOnParams, ({ device, on }) => deps.archive(refOf(log, device), on)),
      logFile: order(deviceOnParams, ({ device, on }) => deps.logFile(refOf(log, device), on)),
      showLogFile: order(showFileParams, ({ device, how }) => deps.showLogFile(refOf(log, device), how)),
      watchOnline: order(deviceOnParams, ({ device, on }) => deps.watchOnline(refOf(log, device), on)),
      openDevice: order(deviceParams, ({ device }) => deps.openDevice(refOf(log, device))),
      showExtensionLog: order(noParams, () => deps.showExtensionLog()),
    },
  };
}

function itemAt(
  { session: { view } }: OpenLog,
  time: number,
  last = false,
): { index: number; id: number } | null {
  const found = view.indexAt(last ? time + 1 : time);
  const [next] = found === undefined ? [] : view.window(found, 1);
  const isBeyond = last && next !== undefined && (next.kind === 'row' ? next.row : next.note).time > time;
  const index = found !== undefined && isBeyond ? found - 1 : found;
  const [item] = index === undefined || index < 0 ? [] : view.window(index, 1);
  if (index === undefined || !item) return null;
  return { index, id: item.kind === 'row' ? item.row.id : item.note.id };
}

function linkedItem({ commands, session }: OpenLog, id: number): { index: number; id: number } | null {
  const slot = session.table.slotOf(id);
  const partner = slot === undefined ? undefined : commands.partnerOf(slot);
  const index = partner === undefined ? undefined : session.view.indexOf(partner);
  return partner === undefined || index === undefined ? null : { index, id: partner };
}

function refOf({ devices }: OpenLog, device: number): DeviceRef {
  const ref = devices.refs[device];
  if (!ref) throw new RequestRefused('notThere');
  return ref;
}

const idsAtMost = 100_000;

function idsBetween({ session }: OpenLog, from: number, to: number): { ids: readonly number[] } {
  const { view } = session;
  const [a, b] = [view.indexOf(from), view.indexOf(to)];
  if (a === undefined || b === undefined) throw new RequestRefused('notThere');
  return { ids: view.idsBetween(a, b, idsAtMost) };
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function pngBytes(dataUrl: string): Uint8Array {
  const bytes = Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64');
  if (!bytes.subarray(0, pngSignature.length).equals(pngSignature)) throw new RequestRefused('notThere');
  return bytes;
}
