import { uniqueDevices } from '../../base/deviceKey.js';
import type { DeviceRef } from '../projects/project.js';

/** All that says which device a folder's firmware is flashed onto. */
export interface FlashEvidence {
  /** The device that a person chose for the folder. */
  readonly chosen: DeviceRef | undefined;
  /** Devices of the products that a person linked source of the folder to. */
  readonly ofProduct: readonly DeviceRef[];
  /** Those of such products whose log is open. A log that happens to be open is nobody's word for a folder. */
  readonly inLogs: readonly DeviceRef[];
}

/**
 * The device that a person chose; else the only one of the linked product, or the only one of it whose log is open.
 * Undefined where that doesn't leave exactly one: nothing is guessed.
 */
export function flashTarget({ chosen, ofProduct, inLogs }: FlashEvidence): DeviceRef | undefined {
  const groups = [chosen ? [chosen] : [], ofProduct, uniqueDevices(inLogs)];
  return groups.find(({ length }) => length === 1)?.[0];
}
