import type { Clock } from '../../src/base/clock.js';
import { createCloud, type Cloud, type CloudOptions } from '../../src/simulator/cloud/cloud.js';
import { createInProcessTransport } from '../../src/simulator/http/inProcessTransport.js';
import { createTuyaClient, type TuyaClient } from '../../src/tuya/client.js';
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

/** A client of the cloud, in this process; it keeps no token. */
export function clientOf(cloud: Cloud, clock: Clock): TuyaClient {
  return createTuyaClient({
    endpoint: 'https://demo.invalid',
    accessId: cloud.credentials.accessId,
    accessSecret: cloud.credentials.accessSecret,
    transport: createInProcessTransport(cloud),
    tokenStore: {
      read: () => Promise.resolve(undefined),
      write: () => Promise.resolve(),
      clear: () => Promise.resolve(),
    },
    clock,
    random: () => 0.5,
  });
}
