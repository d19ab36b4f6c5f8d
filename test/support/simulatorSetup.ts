import type { Clock } from '../../src/base/clock.js';
import { createCloud, type Cloud, type CloudOptions } from '../../src/simulator/cloud/cloud.js';
import { ManualClock, SimulatorCaller } from './simulatorSigner.js';

export interface SimulatorSetup<C extends Clock = ManualClock> {
  readonly cloud: Cloud;
  readonly clock: C;
  readonly caller: SimulatorCaller;
  /** The id of the first device of that product. */
  readonly idOf: (product: string) => string;
}

/** A cloud, and somebody who knows how to ask it. Its clock stands still unless the test has another. */
export function simulatorSetup<C extends Clock = ManualClock>(
  options: Omit<CloudOptions, 'clock'> = {},
  clock: C = new ManualClock() as Clock as C,
): SimulatorSetup<C> {
  const cloud = createCloud({ ...options, clock });
  const caller = new SimulatorCaller(cloud, clock);
  return {
    cloud,
    clock,
    caller,
    idOf: (product) => {
      const [id] = cloud.truth.devicesOfProduct(product);
      if (id === undefined) throw new Error(`The fleet has no ${product}.`);
      return id;
    },
  };
}
