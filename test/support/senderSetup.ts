import type { Clock } from '../../src/base/clock.js';
import { Emitter } from '../../src/base/event.js';
import { silentLogger } from '../../src/base/logger.js';
import { DeviceActions } from '../../src/model/devices/deviceActions.js';
import { DeviceStore } from '../../src/model/fleet/deviceStore.js';
import { normalPoints } from '../../src/model/products/normalise.js';
import type { KnownModel, ProductModelReader } from '../../src/model/products/productModel.js';
import type { DeviceRef } from '../../src/model/projects/project.js';
import { CloudTime } from '../../src/model/projects/cloudTime.js';
import { CommandSender } from '../../src/model/sending/commandSender.js';
import type { PointModel } from '../../src/model/values/pointModel.js';
import type { CloudOptions } from '../../src/simulator/cloud/cloud.js';
import type { TuyaClient } from '../../src/tuya/client.js';
import type { ManualClock } from './simulatorSigner.js';
import { MemoryState } from './storage.js';
import { clientOf, simulatorSetup, type SimulatorSetup } from './simulatorSetup.js';

interface SenderOptions<C extends Clock> extends Omit<CloudOptions, 'clock'> {
  readonly ownClock?: C;
  /** How far this computer's clock is ahead of the cloud's, ms. */
  readonly aheadMs?: number;
  /** Outlives a window. */
  readonly state?: MemoryState;
}

export interface SenderSetup<C extends Clock> extends SimulatorSetup<C> {
  readonly client: TuyaClient;
  readonly store: DeviceStore;
  readonly sender: CommandSender;
  readonly actions: DeviceActions;
  /** The same with another window's sender, after this one's has ended. */
  nextWindow(): Pick<SenderSetup<C>, 'sender' | 'actions'>;
  /** Asked at the moment of each write. */
  protectWhen(isProtected: () => boolean): void;
  /** The first device of a product, read into the store with its product's model. */
  device(product: string): Promise<DeviceRef>;
  /** As {@link device}, where nobody has read the model. */
  unmodelled(product: string): Promise<DeviceRef>;
  /** What the products that were read say of their data points. */
  known(ref: DeviceRef): KnownModel;
  /** Calls since the last time, token calls aside. */
  calls(): readonly string[];
}

/** A cloud with devices that take commands, and the sender in front of it; one project, `p`. */
export function senderSetup<C extends Clock = ManualClock>({
  ownClock,
  aheadMs = 0,
  state,
  ...options
}: SenderOptions<C> = {}): SenderSetup<C> {
  const setup = simulatorSetup<C>(options, ownClock);
  const { cloud } = setup;
  const clock: Clock = {
    now: () => setup.clock.now() + aheadMs,
    sleep: (ms, signal) => setup.clock.sleep(ms, signal),
  };
  const client = clientOf(cloud, clock);
  const store = new DeviceStore();
  const points = new Map<string, ReadonlyMap<string, PointModel>>();
  const models: Pick<ProductModelReader, 'known' | 'onDidChange'> = {
    onDidChange: new Emitter<never>().event,
    known: ({ productId }): KnownModel => ({
      reading: { state: 'unread' },
      points: points.get(productId) ?? new Map(),
      changedByHand: new Set(),
    }),
  };
  const known = (ref: DeviceRef): KnownModel =>
    models.known({ projectId: 'p', productId: store.device(ref)?.value.productId ?? '' });
  const clients = { client: () => Promise.resolve(client) };
  let isProtected = (): boolean => false;
  const window = (kept: MemoryState | undefined): Pick<SenderSetup<C>, 'sender' | 'actions'> => {
    const actions = new DeviceActions({
      connections: clients,
      devices: store,
      clock,
      log: silentLogger,
      isProtected: () => isProtected(),
    });
    const { writer } = actions;
    const time = new CloudTime();
    const deps = {
      writer,
      clients: { ...clients, time: () => time },
      devices: store,
      models,
      clock,
      ...(kept && { state: kept }),
    };
    return { actions, sender: new CommandSender(deps) };
  };
  const { actions, sender } = window(state);
  let told = 0;
  const unmodelled = async (product: string): Promise<DeviceRef> => {
    const deviceId = setup.idOf(product);
    store.put('p', [await client.devices.get(deviceId)], clock.now());
    told = cloud.ledger.entries.length;
    return { projectId: 'p', deviceId };
  };
  return {
    ...setup,
    client,
    store,
    sender,
    actions,
    nextWindow: () => {
      sender.dispose();
      actions.dispose();
      // What the one that has ended still hears of is nobody's business.
      return window(state && new MemoryState(new Map(state.values)));
    },
    protectWhen: (when) => (isProtected = when),
    known,
    unmodelled,
    device: async (product) => {
      const ref = await unmodelled(product);
      const { productId = '' } = store.device(ref)?.value ?? {};
      const model = normalPoints(await client.products.thingModel(ref.deviceId));
      points.set(productId, new Map(model.points.map((point) => [point.code, point])));
      told = cloud.ledger.entries.length;
      return ref;
    },
    calls: () => {
      const { entries } = cloud.ledger;
      const since = entries.slice(told).map(({ operation }) => String(operation));
      told = entries.length;
      return since.filter((name) => name !== 'getToken');
    },
  };
}
