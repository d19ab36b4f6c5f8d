import { systemClock } from '../base/clock.js';
import { silentLogger } from '../base/logger.js';
import { Network, unchangingNetwork } from '../app/network.js';
import type { HourlyCalls } from '../model/agents/hourlyCalls.js';
import { DeviceActions } from '../model/devices/deviceActions.js';
import type { RunDeps } from '../model/expectations/expectationRun.js';
import { DeviceStore } from '../model/fleet/deviceStore.js';
import { CloudTime } from '../model/projects/cloudTime.js';
import { MemoryTokens } from '../model/projects/tokenVault.js';
import { CommandSender } from '../model/sending/commandSender.js';
import { createTuyaClient, type TuyaClient } from '../tuya/client.js';
import { hourlyTransport } from './hourlyTransport.js';
import type { Keys } from './keys.js';
import { OwnModels } from './ownModels.js';

/** One cloud project for the time of a run: nothing of it outlives the process. */
export interface OwnCloud {
  readonly client: TuyaClient;
  readonly run: RunDeps;
  /** Learnt from every answer. */
  readonly time: CloudTime;
  /** What was read of the project. */
  readonly devices: DeviceStore;
  /** Calls that have left. */
  calls(): number;
  close(): Promise<void>;
}

/** A run knows one project. */
export const ownProject = 'project';

/**
 * @param hour absent where calls are counted beforehand
 * @throws TuyaError `invalid` for keys that can't be used at all
 */
export function openCloud(keys: Keys, environment: NodeJS.ProcessEnv, hour?: HourlyCalls): OwnCloud {
  const clock = systemClock;
  const time = new CloudTime();
  let calls = 0;
  const transport = new Network(unchangingNetwork, environment).open();
  const client = createTuyaClient({
    ...keys,
    transport: hour ? hourlyTransport(transport, hour) : transport,
    tokenStore: new MemoryTokens(),
    clock,
    onSend: () => void calls++,
    onCall: (call) => time.learn(call),
  });
  const clients = { client: () => Promise.resolve(client), time: () => time };
  const devices = new DeviceStore();
  const models = new OwnModels(client, clock);
  const actions = new DeviceActions({
    connections: clients,
    devices,
    clock,
    log: silentLogger,
    // Whoever gives a command line its keys wants it to act.
    isProtected: () => false,
  });
  const sender = new CommandSender({ writer: actions.writer, clients, devices, models, clock });
  return {
    client,
    time,
    devices,
    run: { sender, clients, devices, models, clock },
    calls: () => calls,
    close: async () => {
      sender.dispose();
      actions.dispose();
      devices.dispose();
      await client.close();
    },
  };
}
