import type { Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { TuyaClient } from '../../tuya/client.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import type { DeviceRef } from '../projects/project.js';
import { DeviceUserActions } from './deviceUserActions.js';
import { lookAtDevice, lookForReset, type Seen } from './writeVerification.js';
import type { Doubts } from './doubts.js';
import { OptimisticNames } from './optimisticNames.js';
import { observation, type Observation, type WriteResult } from './writeResult.js';
import { Writer, type Write, type WriteEvent, type WriterDeps } from './writer.js';

export interface DeviceActionsDeps extends WriterDeps {
  readonly devices: DeviceStore;
}

/** The outlet identifier that stands for the device itself. */
export const mainOutlet = 'main';

/**
 * Everything that changes a device. Each is sent at most once and answers what became of it; nothing is sent in a
 * protected project. All of them reject with ProtectedError, ProjectError, SecretVaultError or an abort error, in
 * each case before anything was sent.
 */
export class DeviceActions extends Disposable {
  readonly users: DeviceUserActions;
  /** Every write that ended, done or not. A deleted device is out of the store by then. */
  readonly onDidWrite: Event<WriteEvent>;
  /** The changes of which it isn't known whether they were made. */
  readonly doubts: Omit<Doubts, 'add' | 'find' | 'forget' | 'dispose'>;
  /** For changes that have a model of their own. */
  readonly writer: Writer;
  private readonly names: OptimisticNames;
  private readonly devices: DeviceStore;

  constructor(deps: DeviceActionsDeps) {
    super();
    this.devices = deps.devices;
    this.writer = this._register(new Writer(deps));
    this.names = this._register(new OptimisticNames(deps.devices));
    this.users = new DeviceUserActions(this.writer);
    this.onDidWrite = this.writer.onDidWrite;
    this.doubts = this.writer.doubts;
  }

  /** The store shows the new name at once, and the old one again where the cloud refuses or it stays unknown. */
  rename(ref: DeviceRef, name: string, signal?: AbortSignal): Promise<WriteResult> {
    return this.giveName(ref, name, signal, {
      ref,
      operation: 'devices.rename',
      about: [name],
      send: (client) => client.devices.rename(ref.deviceId, name),
    });
  }

  /** No operation tells the names of data points, so one without a clear answer stays unknown. */
  renameDataPoint(ref: DeviceRef, code: string, name: string, signal?: AbortSignal): Promise<WriteResult> {
    return this.writer.run(
      {
        ref,
        operation: 'dataPoints.rename',
        about: [code, name],
        send: (client) => client.dataPoints.rename(ref.deviceId, code, name),
      },
      signal,
    );
  }

  /** `main` renames the device itself. */
  renameOutlet(ref: DeviceRef, identifier: string, name: string, signal?: AbortSignal): Promise<WriteResult> {
    const write = {
      ref,
      operation: 'outlets.rename',
      about: [identifier, name],
      send: (client: TuyaClient) => client.outlets.rename(ref.deviceId, identifier, name),
    } as const;
    if (identifier === mainOutlet) return this.giveName(ref, name, signal, write);
    const look = async (
      client: TuyaClient,
      _: unknown,
      looking?: AbortSignal,
    ): Promise<Observation<void>> => {
      const names = await client.outlets.names(ref.deviceId, looking);
      const outlet = names.find((one) => one.identifier === identifier);
      return outlet ? observation(isName(outlet.name, name)) : { seen: 'unclear' };
    };
    return this.writer.run({ ...write, look }, signal);
  }

  /** An offline device can't be reset (2001). */
  async resetFactory(ref: DeviceRef, signal?: AbortSignal): Promise<WriteResult> {
    const wasReadable = this.devices.device(ref) !== undefined;
    return this.writer.run(
      {
        ref,
        operation: 'devices.resetFactory',
        about: [],
        send: (client) => client.devices.resetFactory(ref.deviceId),
        look: async (client, { sentAt }, looking) => {
          const seen = await this.look(client, ref, wasReadable, looking);
          return lookForReset(client, seen, ref.deviceId, sentAt, looking);
        },
      },
      signal,
    );
  }

  /** A gateway takes its sub-devices with it; see `subDevicesFirst` for a selection that has both. */
  async remove(ref: DeviceRef, signal?: AbortSignal): Promise<WriteResult> {
    const wasReadable = this.devices.device(ref) !== undefined;
    return this.writer.run(
      {
        ref,
        operation: 'devices.remove',
        about: [],
        send: async (client) => {
          await client.devices.remove(ref.deviceId);
          this.devices.remove(ref);
        },
        look: async (client, _, looking) => {
          const seen = await this.look(client, ref, wasReadable, looking);
          if (seen.gone) this.devices.remove(ref);
          return observation(seen.gone);
        },
      },
      signal,
    );
  }

  private async giveName(
    ref: DeviceRef,
    name: string,
    signal: AbortSignal | undefined,
    write: Write<void, undefined>,
  ): Promise<WriteResult> {
    this.writer.check(ref);
    const shown = this.names.show(ref, name);
    try {
      const look = async (
        client: TuyaClient,
        _: unknown,
        looking?: AbortSignal,
      ): Promise<Observation<void>> => {
        const seen = await this.look(client, ref, false, looking);
        return observation(!seen.gone && isName(seen.device.name, name));
      };
      const result = await this.writer.run({ ...write, look }, signal);
      if (result.outcome === 'done') shown.keep();
      return result;
    } finally {
      shown.drop();
    }
  }

  /** Reads the device, and lets everybody see what was read. */
  private async look(
    client: TuyaClient,
    ref: DeviceRef,
    wasReadable: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Seen> {
    const seen = await lookAtDevice(client, ref.deviceId, wasReadable, signal);
    if (!seen.gone) this.devices.put(ref.projectId, [seen.device], this.writer.now);
    return seen;
  }
}

/** The cloud may trim a name. */
function isName(found: string | undefined, wanted: string): boolean {
  return found?.trim() === wanted.trim();
}
