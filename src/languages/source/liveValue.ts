import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import { timeAgo } from '../../base/timeAgo.js';
import type { Core } from '../../app/core.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { decodeValue } from '../../model/values/decodeValue.js';
import type { PointModel } from '../../model/values/pointModel.js';
import { shownText } from '../../model/values/shownText.js';

const longestValue = 60;

export interface LiveValue {
  /** As every view shows it: `21.5 °C`. */
  readonly text: string;
  /** When it was read, in words. */
  readonly read: string;
}

/** The value of a data point as a device was last read; undefined where it wasn't, or has none. */
export function liveValue(core: Core, ref: DeviceRef, point: PointModel): LiveValue | undefined {
  const known = core.devices.device(ref);
  const status = known?.value.status.find(({ code }) => code === point.code);
  if (!known || !status) return undefined;
  const text = displayText(shownText(decodeValue(status, point)), longestValue);
  return {
    text: text === '' ? '–' : text,
    read: vscode.l10n.t('read {0}', agoText(known.at, core.clock.now())),
  };
}

/** @param at epoch ms, as `now` is */
function agoText(at: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'always', style: 'narrow' });
  return timeAgo(format, Math.min(at - now, 0));
}
