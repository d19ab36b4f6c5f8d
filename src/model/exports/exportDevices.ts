import { laidOutJson } from '../../base/boundedJson.js';
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

/**
 * A selection of devices as the text of a file, piece by piece, so that whoever puts them together can take breaks.
 * Deterministic; local keys only with `withKeys`.
 */
export function exportPieces(
  devices: Iterable<ExportedDevice>,
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
function* jsonList<T>(all: Iterable<T>, recordOf: (one: T) => unknown, indent: number): Generator<string> {
  const pad = ' '.repeat(indent);
  let before = '[';
  for (const one of all) {
    const laidOut = laidOutJson(recordOf(one), { indent }).replaceAll('\n', `\n${pad}`);
    yield `${before}\n${pad}${laidOut}`;
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}
