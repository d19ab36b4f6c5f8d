import { createCloud, type Cloud, type CloudOptions } from '../../src/simulator/cloud/cloud.js';
import { ManualClock, SimulatorCaller } from './simulatorSigner.js';

export interface SimulatorSetup {
  readonly cloud: Cloud;
  readonly clock: ManualClock;
  readonly caller: SimulatorCaller;
  /** The id of the first device of that product. */
  readonly idOf: (product: string) => string;
}

/** A cloud with a clock that stands still, and somebody who knows how to ask it. */
export function simulatorSetup(options: Omit<CloudOptions, 'clock'> = {}): SimulatorSetup {
  const clock = new ManualClock();
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
