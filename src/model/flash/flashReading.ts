import type { Clock } from '../../base/clock.js';
import { isAbortError } from '../../base/errors.js';
import type { Asking } from '../../base/asking.js';
import type { TuyaClient } from '../../tuya/client.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import { passes } from '../../tuya/errors/recovery.js';
import type { CallInfo } from '../../tuya/operations.js';
import type { Device, FirmwareModule } from '../../tuya/results.js';
import type { DeviceRef } from '../projects/project.js';
import { CloudTime } from '../projects/cloudTime.js';
import type { PointSnapshot } from '../sending/pointSnapshots.js';

/** A device on one side of a flash, as far as it could be read. */
export interface FlashSide {
  readonly modules?: readonly FirmwareModule[];
  readonly points?: PointSnapshot;
  /** Why there are no modules: nobody asked, it didn't come back in time, or what the question for them failed with. */
  readonly lack?:
    | { readonly reason: 'missed' | 'offline' }
    | { readonly reason: 'failed'; readonly error: unknown };
}

/** When the device is looked at after a flash, ms between the looks: it starts, joins the network and reports. */
const looksMs = [4_000, 8_000, 15_000, 30_000, 60_000];
/** So long after a flash no device is back yet, ms. */
const awayMs = 3_000;
/** Calls of a flash: versions and data points before; looks and versions after. */
export const callsOfFlash = { least: 4, most: 3 + looksMs.length } as const;

interface ReadingDeps {
  readonly clients: {
    client(projectId: string, asking: Asking): Promise<Pick<TuyaClient, 'devices'>>;
  };
  /** What was read is known everywhere. */
  readonly devices: { put(projectId: string, devices: readonly Device[], at: number): void };
  readonly clock: Clock;
}

/**
 * Reads one device before a flash and after it. A person started the task and not the calls: they are `quiet`, and none
 * is made once the month's budget is used up.
 */
export class FlashReading {
  /** The cloud says in its own time when a device reported. */
  private readonly time = new CloudTime();
  /** Those that left, repeats included. */
  private calls = 0;
  private readonly late = new AbortController();
  /** Why the cloud tells no versions of it: minutes later it says the same. */
  private refusal: FlashSide | undefined;

  constructor(
    private readonly ref: DeviceRef,
    private readonly deps: ReadingDeps,
  ) {}

  /** Two calls. @throws an abort error only */
  async before(signal: AbortSignal): Promise<FlashSide> {
    const inTime = AbortSignal.any([signal, this.late.signal]);
    let side: FlashSide = { lack: { reason: 'missed' } };
    try {
      side = await this.versions(inTime);
      // A cloud that doesn't answer isn't asked twice.
      if (side.lack?.reason === 'failed' && passes(side.lack.error)) return side;
      return { ...side, points: await this.look(inTime) };
    } catch (error) {
      if (isAbortError(error) && !this.late.signal.aborted) throw error;
      return side;
    }
  }

  /**
   * The flash has ended: what isn't read by the time that the device may be back would be of the new firmware.
   * @param flashedAt epoch ms by the local clock
   */
  async endBefore(flashedAt: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.deps;
    await clock.sleep(Math.max(flashedAt + awayMs - clock.now(), 0), signal);
    this.late.abort();
  }

  /**
   * Waits until the device is online and has reported since, for about two minutes, and asks for its versions then: one
   * call a look, and one. A device that is online and silent is asked for them, too.
   * @param flashedAt epoch ms by the local clock
   * @throws an abort error only
   */
  async after(flashedAt: number, signal: AbortSignal): Promise<FlashSide> {
    let last: (PointSnapshot & LookedAt) | undefined;
    let problem: unknown;
    for (const ms of looksMs) {
      await this.deps.clock.sleep(ms, signal);
      try {
        last = await this.look(signal);
        problem = undefined;
      } catch (error) {
        if (isAbortError(error)) throw error;
        problem = error;
        // Each look has been repeated, and each repeat is a call.
        if (passes(error) && this.calls < callsOfFlash.most) continue;
        break;
      }
      if (last.online && last.reportedAt >= secondsOf(this.time.of(flashedAt))) break;
    }
    if (!last || problem !== undefined) return { lack: { reason: 'failed', error: problem } };
    // What the cloud knows of a device that isn't back is from before.
    if (!last.online) return { lack: { reason: 'offline' } };
    return { ...(await this.versions(signal)), points: last };
  }

  private async versions(signal: AbortSignal): Promise<FlashSide> {
    if (this.refusal) return this.refusal;
    try {
      const { devices } = await this.client(signal);
      return { modules: await devices.firmware(this.ref.deviceId, signal, this.heard) };
    } catch (error) {
      if (isAbortError(error)) throw error;
      const side: FlashSide = { lack: { reason: 'failed', error } };
      if (TuyaError.is(error) && !passes(error)) this.refusal = side;
      return side;
    }
  }

  private async look(signal: AbortSignal): Promise<PointSnapshot & LookedAt> {
    const { ref, deps } = this;
    const { devices } = await this.client(signal);
    const device = await devices.get(ref.deviceId, signal, this.heard);
    const at = deps.clock.now();
    deps.devices.put(ref.projectId, [device], at);
    const { status, online = false, updateTime = 0 } = device;
    return { at, status, online, reportedAt: updateTime };
  }

  private readonly heard = (info: CallInfo): void => {
    this.calls++;
    this.time.learn(info);
  };

  private client(signal: AbortSignal): Promise<Pick<TuyaClient, 'devices'>> {
    return this.deps.clients.client(this.ref.projectId, { asker: 'quiet', signal });
  }
}

interface LookedAt {
  readonly online: boolean;
  /** Epoch ms by the cloud's clock, whole seconds. */
  readonly reportedAt: number;
}

function secondsOf(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
