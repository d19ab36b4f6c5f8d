import type { Device, FactoryInfo } from '../../tuya/results.js';
import type { PointModel } from '../values/pointModel.js';

/** A device as an export takes it: with what other reads told about it. */
export interface ExportedDevice {
  readonly device: Device;
  readonly factory?: FactoryInfo;
  /** The gateway it stands behind, where that is known. */
  readonly gatewayId?: string;
  /** What its product says of its data points, by their code, where that is known. */
  readonly points?: ReadonlyMap<string, PointModel>;
}

export interface ExportOptions {
  /** Whether local keys are written. Only where a person has said so for this very export. */
  readonly withKeys: boolean;
}
