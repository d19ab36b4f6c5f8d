import type { Blueprint } from '../fleet/fleet.js';
import { mix, nameHash } from '../requests/random.js';

const topic = nameHash('firmware');

/** By number: 0 Wi-Fi, 3 Zigbee, 9 the MCU behind it. */
type ModuleNumber = 0 | 3 | 9;

/** The version that each module of a device left the factory with; a virtual one has none. */
export function factoryFirmware(seed: number, { index, product }: Blueprint): Map<number, string> {
  const modules: readonly ModuleNumber[] = {
    wifi: [0, 9] as const,
    gateway: [0, 3] as const,
    zigbee: [3] as const,
    virtual: [] as const,
  }[product.kind];
  return new Map(
    modules.map((module) => {
      const number = mix(seed, topic, index, module);
      return [module, `1.${number % 4}.${(number >>> 8) % 10}`];
    }),
  );
}
