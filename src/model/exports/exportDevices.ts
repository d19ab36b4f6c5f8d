import { laidOutJson } from '../../base/boundedJson.js';
import { deviceRecord } from './deviceRecord.js';
import { deviceTable } from './deviceTable.js';
import type { ExportedDevice, ExportOptions } from './exportedDevice.js';
import { tinytuyaDevice } from './tinytuya.js';

/** `tinytuya`: its devices.json; `json`: as the API names things; `csv`: a table. */
export type ExportFormat = 'tinytuya' | 'json' | 'csv';

/** A selection of devices as the text of a file. Deterministic; local keys only with `withKeys`. */
export function exportText(
  devices: readonly ExportedDevice[],
  format: ExportFormat,
  options: ExportOptions & {
    /** The project's, for icons. */
    readonly endpoint: string;
    /** CSV only. */
    readonly bom?: boolean;
  },
): string {
  switch (format) {
    case 'tinytuya':
      // Four spaces, as tinytuya writes it: then a diff shows devices and not layout.
      return jsonText(
        devices.map((device) => tinytuyaDevice(device, options.endpoint, options)),
        4,
      );
    case 'json':
      return jsonText(
        devices.map((device) => deviceRecord(device, options)),
        2,
      );
    case 'csv':
      return deviceTable(devices, options);
  }
}

/** One device for the clipboard. */
export function deviceJson(device: ExportedDevice, options: ExportOptions): string {
  return laidOutJson(deviceRecord(device, options));
}

function jsonText(value: unknown, indent: number): string {
  return `${laidOutJson(value, { indent })}\n`;
}
