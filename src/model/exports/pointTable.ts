import { rawText } from '../values/decodeValue.js';
import { csvLines, exactColumns, toCsv, type CsvCell } from './csv.js';
import { exportedPoint } from './exportedPoint.js';
import type { ExportedDevice } from './exportedDevice.js';

const columns = [
  'device_id',
  'device_name',
  'product_id',
  'dp_id',
  'code',
  'name',
  'type',
  'access',
  'value',
  'scaled',
  'unit',
  'shown',
] as const;

/** What the cloud makes. Values are a device's, and what they mean is a product's or a person's. */
const exact: ReadonlySet<string> = new Set(['device_id', 'product_id', 'dp_id', 'access']);

/** The devices' data points as CSV, a line for each. Beside the value as it came stands what its product makes of it. */
export function* pointTable(
  devices: Iterable<ExportedDevice>,
  options: { readonly bom?: boolean },
): Generator<string> {
  yield toCsv(columns, [], options);
  for (const { device, points } of devices) {
    const rows = device.status.map((point): readonly CsvCell[] => {
      const exported = exportedPoint(point, points?.get(point.code));
      const { code, value, type, dp_id, name, access, scaled, unit, shown } = exported;
      return [
        ...[device.id, device.name, device.productId, dp_id, code, name, type, access],
        ...[typeof value === 'number' ? value : rawText(value), scaled, unit, shown],
      ];
    });
    if (rows.length > 0)
      yield csvLines(rows, { exact: exactColumns(columns, (column) => exact.has(column)) });
  }
}
