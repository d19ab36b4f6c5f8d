import type { Clock } from '../../../../src/base/clock.js';
import { DeviceActions } from '../../../../src/model/devices/deviceActions.js';
import { DeviceStore } from '../../../../src/model/fleet/deviceStore.js';
import type { DeviceRef } from '../../../../src/model/projects/project.js';
import { silentLogger } from '../../../../src/base/logger.js';
import type { CloudOptions } from '../../../../src/simulator/cloud/cloud.js';
import type { TuyaClient } from '../../../../src/tuya/client.js';
import type { ManualClock } from '../../../support/simulatorSigner.js';
import { clientOf, simulatorSetup, type SimulatorSetup } from '../../../support/simulatorSetup.js';

export interface ActionsSetup<C extends Clock = ManualClock> extends SimulatorSetup<C> {
  readonly client: TuyaClient;
  readonly store: DeviceStore;
  readonly actions: DeviceActions;
  protect(on: boolean): void;
  /** Reads the first device of a product into the store. */
  known(product: string): Promise<DeviceRef>;
  /** Names or ids of the writes that really happened. */
  executed(): string[];
}

/** A cloud, a client for it, a store, and the actions between them; one project, `p`. */
export function actionsSetup<C extends Clock = ManualClock>(
  options: Omit<CloudOptions, 'clock'> = {},
  ownClock?: C,
): ActionsSetup<C> {
  const simulator = simulatorSetup<C>(options, ownClock);
  const { cloud, clock } = simulator;
  const client = clientOf(cloud, clock);
  const store = new DeviceStore();
  let isProtected = false;
  const actions = new DeviceActions({
    connections: { client: () => Promise.resolve(client) },
    clock,
    log: silentLogger,
    isProtected: () => isProtected,
    devices: store,
  });
  return {
    ...simulator,
    client,
    store,
    actions,
    protect: (on) => (isProtected = on),
    known: async (product) => {
      const id = simulator.idOf(product);
      store.put('p', [await client.devices.get(id)], clock.now());
      return { projectId: 'p', deviceId: id };
    },
    executed: () => cloud.ledger.writes.map(({ operation }) => String(operation)),
  };
}
