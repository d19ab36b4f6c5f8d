import { laidOutJson } from '../../base/boundedJson.js';
import { joined } from '../../base/timeSlicing.js';
import { deviceRecord } from './deviceRecord.js';
import { deviceTable } from './deviceTable.js';
import type { ExportedDevice, ExportOptions } from './exportedDevice.js';
import { pointTable } from './pointTable.js';
import { tinytuyaDevice } from './tinytuya.js';

/** `tinytuya`: its devices.json; `json`: as the API names things; `csv`: a table; `points`: one of data points. */
export type ExportFormat = 'tinytuya' | 'json' | 'csv' | 'points';

type TextOptions = ExportOptions & {
  /** The project's, for icons. */
  readonly endpoint: string;
  /** CSV only. */
  readonly bom?: boolean;
};

/** {@link exportPieces} as one text; takes breaks, as a fleet has many devices. */
export function exportText(
  devices: readonly ExportedDevice[],
  format: ExportFormat,
  options: TextOptions,
  signal?: AbortSignal,
): Promise<string> {
  return joined(exportPieces(devices, format, options), signal);
}

/** A selection of devices as the text of a file, piece by piece. Deterministic; local keys only with `withKeys`. */
export function exportPieces(
  devices: readonly ExportedDevice[],
  format: ExportFormat,
  options: TextOptions,
): Iterable<string> {
  switch (format) {
    case 'tinytuya':
      // Four spaces, as tinytuya writes it: then a diff shows devices and not layout.
      return jsonList(devices, (device) => tinytuyaDevice(device, options.endpoint, options), 4);
    case 'json':
      return jsonList(devices, (device) => deviceRecord(device, options), 2);
    case 'csv':
      return deviceTable(devices, options);
    case 'points':
      return pointTable(devices, options);
  }
}

/** One device for the clipboard. */
export function deviceJson(device: ExportedDevice, options: ExportOptions): string {
  return laidOutJson(deviceRecord(device, options));
}

/** A list laid out, one of it after the other. No text in JSON has a line break of its own. */
function* jsonList<T>(all: readonly T[], recordOf: (one: T) => unknown, indent: number): Generator<string> {
  const pad = ' '.repeat(indent);
  for (const [index, one] of all.entries()) {
    const laidOut = laidOutJson(recordOf(one), { indent }).replaceAll('\n', `\n${pad}`);
    yield `${index === 0 ? '[' : ','}\n${pad}${laidOut}`;
  }
  yield all.length === 0 ? '[]\n' : '\n]\n';
}
