import * as vscode from 'vscode';
import { displayName, displayText } from '../../base/displayText.js';
import type { OpenLog } from '../../model/logs/open/openLog.js';
import type { LogSessionState } from '../../model/logs/state/sessionState.js';
import type { OnlineWatches } from '../../model/logs/watch/onlineWatch.js';
import type { LogDeviceDto } from '../../protocol/logs.js';

/** Colours that a theme has for charts and that the page tells apart. */
const colours = 8;
/** Codes of all devices together: a snapshot goes to the page ten times a second. */
const codesAtMost = 1_000;

export type ArchivedFacts = NonNullable<LogDeviceDto['archive']>;

export function deviceDtos(
  log: OpenLog,
  watches: Pick<OnlineWatches, 'isWatching'>,
  kept: {
    archive(index: number): ArchivedFacts | undefined;
    file(index: number): LogDeviceDto['file'];
  },
): LogDeviceDto[] {
  const { devices } = log;
  const states = log.session.state().devices;
  return devices.refs.map((ref, index) => {
    const device = devices.device(index);
    const archive = kept.archive(index);
    const file = kept.file(index);
    const noLog = noLogText(states[index]);
    return {
      index,
      id: displayText(ref.deviceId),
      name: displayName(device?.name, ref.deviceId),
      ...(device?.online !== undefined && { online: device.online }),
      colour: index % colours,
      shown: log.isShown(index),
      codes: devices
        .codes(index)
        .slice(0, Math.max(20, Math.floor(codesAtMost / devices.refs.length)))
        .map(({ code, chart }) => {
          const name = devices.codeName(index, code);
          const dpId = devices.point(index, code).model?.dpId;
          return {
            code: code.slice(0, 200),
            chart,
            ...(name !== undefined && { name: displayText(name) }),
            ...(dpId !== undefined && { dpId }),
          };
        }),
      ...(device?.timeZone && { zone: displayText(device.timeZone, 40) }),
      ...(archive && { archive }),
      ...(file && { file }),
      watchedForOnline: watches.isWatching(ref),
      ...(noLog !== undefined && { noLog }),
    };
  });
}

function noLogText(state: LogSessionState['devices'][number] | undefined): string | undefined {
  switch (state) {
    case 'unsupported':
      return vscode.l10n.t('The cloud keeps no log of this device.');
    case 'gone':
      return vscode.l10n.t('The cloud doesn’t know this device.');
    case 'open':
    case undefined:
      return undefined;
  }
}
