import * as z from 'zod';
import type { FirmwareModule } from '../results.js';
import { numberOf, requiredNumber } from './fields.js';
import { readList, record } from './record.js';

const moduleReader = record(
  // The page calls both texts; samples have a number for the first.
  z.object({ module_type: requiredNumber, current_version: z.string().min(1) }),
  { required: ['module_type', 'current_version'] },
  (wire): FirmwareModule => ({ type: numberOf(wire.module_type) ?? -1, version: wire.current_version }),
);

/** A module that can't be read is left out: the others’ versions hold all the same. */
export function readFirmwareResult(raw: unknown): readonly FirmwareModule[] {
  return readList(raw, 'result', moduleReader).items;
}
