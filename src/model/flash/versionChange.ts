import type { FirmwareModule } from '../../tuya/results.js';

/** The firmware of a module on the two sides of a flash; a side that wasn't read, or hasn't the module, is absent. */
export interface VersionChange {
  /** 0 Wi-Fi, 1 Bluetooth, 2 GPRS, 3 Zigbee, 4 infrared, 5 433 MHz, 6 NB-IoT, 9 MCU. */
  readonly module: number;
  readonly before?: string;
  readonly after?: string;
}

/** Those that changed come first. */
export function versionChanges(
  before: readonly FirmwareModule[] | undefined,
  after: readonly FirmwareModule[] | undefined,
): readonly VersionChange[] {
  const changes = new Map<number, { module: number; before?: string; after?: string }>();
  const at = (module: number) => {
    const known = changes.get(module) ?? { module };
    changes.set(module, known);
    return known;
  };
  for (const { type, version } of before ?? []) at(type).before = version;
  for (const { type, version } of after ?? []) at(type).after = version;
  const all = [...changes.values()].sort((one, other) => one.module - other.module);
  return [...all.filter(isChanged), ...all.filter((each) => !isChanged(each))];
}

export function isChanged({ before, after }: VersionChange): boolean {
  return before !== after;
}
