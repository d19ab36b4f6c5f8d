import { deviceKey } from '../../base/deviceKey.js';
import type { TuyaClient } from '../../tuya/client.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import type { ProductModelReader } from '../products/productModel.js';
import type { DeviceRef } from '../projects/project.js';
import type { CommandSender } from '../sending/commandSender.js';
import { isSameValue } from '../sending/reports.js';
import type { SentCommand } from '../sending/sentCommand.js';
import type { Restored } from './stepReport.js';

interface RestoreDeps {
  readonly sender: Pick<CommandSender, 'send'>;
  readonly devices: Pick<DeviceStore, 'device'>;
  readonly models: Pick<ProductModelReader, 'known'>;
}

/** What data points had before a run, and their way back. */
export class RestorePoints {
  private readonly before = new Map<string, unknown>();
  /** By data point what it may have now, the last that was changed last. */
  private readonly changed = new Map<string, SentCommand>();

  constructor(private readonly deps: RestoreDeps) {}

  /** Takes the values from the device's status, and those it lacks from its shadow, which is one call more. */
  async read(
    ref: DeviceRef,
    codes: ReadonlySet<string>,
    client: Pick<TuyaClient, 'products'>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const device = this.deps.devices.device(ref)?.value;
    for (const { code, value } of device?.status ?? []) this.set(ref, code, value);
    if ([...codes].every((code) => this.before.has(pointKey(ref, code)))) return;
    try {
      const points = this.deps.models.known({ ...ref, productId: device?.productId ?? '' }).points;
      for (const { code, dpId, value } of await client.products.shadow(ref.deviceId, signal)) {
        this.set(ref, code, value);
        for (const point of points.values())
          if (dpId !== undefined && point.dpId === dpId) this.set(ref, point.code, value);
      }
    } catch (error) {
      // Not for this project, or not now: told at the end.
      if (!TuyaError.is(error)) throw error;
    }
  }

  /** Takes what was sent. What surely wasn't done leaves what an earlier command did, and so may what is in doubt. */
  note(command: SentCommand): void {
    const { ref, code, value, verdict } = command;
    const key = pointKey(ref, code);
    const mayBeEarlier = verdict?.kind === 'unknown' && isSameValue(this.before.get(key), value);
    if (verdict?.kind === 'refused' || verdict?.kind === 'offline') return;
    if (mayBeEarlier && this.changed.has(key)) return;
    this.changed.delete(key);
    this.changed.set(key, command);
  }

  /** Sends back what is another value now, the last that was changed first. Never rejects. */
  async sendBack(signal?: AbortSignal): Promise<readonly Restored[]> {
    const restored: Restored[] = [];
    for (const { ref, code, value: now } of [...this.changed.values()].reverse()) {
      const key = pointKey(ref, code);
      const value = this.before.get(key);
      if (!this.before.has(key) || isSameValue(value, now)) continue;
      try {
        restored.push({
          ref,
          code,
          value,
          command: await this.deps.sender.send(ref, { code, value }, signal),
        });
      } catch (problem) {
        restored.push({ ref, code, value, problem });
      }
    }
    return restored;
  }

  /** What was sent without anybody knowing the value before. */
  unknown(): readonly Pick<Restored, 'ref' | 'code'>[] {
    return [...this.changed.values()]
      .filter(({ ref, code }) => !this.before.has(pointKey(ref, code)))
      .map(({ ref, code }) => ({ ref, code }));
  }

  private set(ref: DeviceRef, code: string, value: unknown): void {
    const key = pointKey(ref, code);
    if (!this.before.has(key) && value !== null && value !== '') this.before.set(key, value);
  }
}

/** A data point of one device, as a key of a map. */
export function pointKey(ref: DeviceRef, code: string): string {
  return `${deviceKey(ref)}\n${code}`;
}
