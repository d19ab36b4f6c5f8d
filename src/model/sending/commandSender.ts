import type { Asking } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { deviceKey } from '../../base/deviceKey.js';
import type { Event } from '../../base/event.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { TuyaClient } from '../../tuya/client.js';
import type { Writer } from '../devices/writer.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import type { ProductModelReader } from '../products/productModel.js';
import type { DeviceRef } from '../projects/project.js';
import type { PointModel } from '../values/pointModel.js';
import { CloudTime } from './cloudTime.js';
import { CommandHistory } from './commandHistory.js';
import { isSameValue } from './reports.js';
import { Sending } from './sending.js';
import type { Outlook, PointValue, SentCommand } from './sentCommand.js';
import { SendRoutes } from './sendRoutes.js';
import { valueProblem, type ValueProblem } from './typedValue.js';

export interface CommandSenderDeps {
  readonly writer: Pick<Writer, 'run' | 'check' | 'doubts'>;
  readonly clients: { client(projectId: string, asking: Asking): Promise<TuyaClient> };
  readonly devices: Pick<DeviceStore, 'device' | 'amend'>;
  readonly models: Pick<ProductModelReader, 'known'>;
  readonly clock: Clock;
}

/** A value that its product's model doesn't allow. Nothing was sent. */
export class ValueRefusedError extends Error {
  override readonly name = 'ValueRefusedError';
  readonly reason = 'valueRefused';

  constructor(
    readonly problem: ValueProblem,
    readonly model: PointModel | undefined,
  ) {
    super(`The value can't be sent: ${problem.kind}.`);
  }
}

/** Sends data points to devices, each once, and says what the devices made of them. */
export class CommandSender extends Disposable {
  private readonly routes = new SendRoutes();
  private readonly times = new Map<string, CloudTime>();
  private readonly history = this._register(new CommandHistory());
  private readonly ended = new AbortController();
  /** Those that have not ended, by device, code and value. */
  private readonly underWay = new Map<string, { readonly id: number; readonly sent: Promise<SentCommand> }>();
  /** Fires with every step of a command. */
  readonly onDidChange: Event<DeviceRef> = this.history.onDidChange;

  constructor(private readonly deps: CommandSenderDeps) {
    super();
    this._register(toDisposable(() => this.ended.abort()));
  }

  /** The commands of this window, the newest first; the same list as long as nothing changed. */
  sentTo(ref: DeviceRef): readonly SentCommand[] {
    return this.history.of(ref);
  }

  /** What is known of a command before it leaves. Costs no call. */
  outlook(ref: DeviceRef, { code, value }: PointValue): Outlook {
    const now = this.lastValue(ref, code);
    return {
      isReportOnly: this.modelOf(ref, code)?.access === 'ro',
      hasValue: now !== undefined && isSameValue(value, now),
      isOffline: this.deps.devices.device(ref)?.value.online === false,
    };
  }

  /**
   * Sends one data point, at most once, and waits for what the device reports. Every step is in {@link sentTo}; resolves
   * with the verdict. The signal ends the waiting: what has left isn't called back. The very same one that is on its way
   * to the cloud and is the newest of its data point is that one: a key pressed twice, a click in another panel.
   * @throws ValueRefusedError, ProtectedError, ProjectError, SecretVaultError or an abort error, each before anything
   * was sent
   */
  async send(ref: DeviceRef, point: PointValue, signal?: AbortSignal): Promise<SentCommand> {
    const { writer, clock } = this.deps;
    writer.check(ref);
    const model = this.modelOf(ref, point.code);
    const problem = problemOf(point.value, model);
    if (problem) throw new ValueRefusedError(problem, model);
    const key = JSON.stringify([deviceKey(ref), point.code, point.value]);
    const same = this.underWay.get(key);
    const newest = this.history.of(ref).find(({ code }) => code === point.code);
    if (same && newest?.id === same.id && newest.state === 'sending') return same.sent;
    const { hasValue: hadValue } = this.outlook(ref, point);
    const before = this.lastValue(ref, point.code);
    const { projectId, deviceId } = ref;
    const command = this.history.add({
      ref: { projectId, deviceId },
      code: point.code,
      value: point.value,
      at: clock.now(),
      hadValue,
      state: 'sending',
      ...(before !== undefined && { before }),
    });
    const own = signal ? AbortSignal.any([signal, this.ended.signal]) : this.ended.signal;
    const parts = { ...this.deps, routes: this.routes, time: this.timeOf(projectId), history: this.history };
    const sent = new Sending(parts, command, model, this.ownCode(ref, model)).run(own);
    this.underWay.set(key, { id: command.id, sent });
    try {
      return await sent;
    } catch (error) {
      this.history.remove(command);
      throw error;
    } finally {
      if (this.underWay.get(key)?.id === command.id) this.underWay.delete(key);
    }
  }

  /** A project is gone, or has other keys. */
  drop(projectId: string): void {
    this.routes.drop(projectId);
    this.history.drop(projectId);
    this.times.delete(projectId);
  }

  private timeOf(projectId: string): CloudTime {
    const time = this.times.get(projectId) ?? new CloudTime();
    this.times.set(projectId, time);
    return time;
  }

  /** As it was read last; of one that no read shows, as it was reported after the latest command. */
  private lastValue(ref: DeviceRef, code: string): unknown {
    const read = this.deps.devices.device(ref)?.value.status.find((each) => each.code === code);
    if (read) return read.value;
    for (const { code: other, verdict } of this.history.of(ref))
      if (other === code && verdict && 'report' in verdict) return verdict.report.value;
    return undefined;
  }

  private modelOf(ref: DeviceRef, code: string): PointModel | undefined {
    return this.pointsOf(ref)?.get(code);
  }

  /** A thing model has its own data points first, and behind them the standard set's with the same number. */
  private ownCode(ref: DeviceRef, model: PointModel | undefined): string | undefined {
    if (model?.dpId === undefined) return undefined;
    for (const { code, dpId } of this.pointsOf(ref)?.values() ?? []) if (dpId === model.dpId) return code;
    return undefined;
  }

  private pointsOf(ref: DeviceRef): ReadonlyMap<string, PointModel> | undefined {
    const productId = this.deps.devices.device(ref)?.value.productId;
    return productId ? this.deps.models.known({ projectId: ref.projectId, productId }).points : undefined;
  }
}

/** The opposite of a command, where there is one. */
export function oppositeOf({ code, value }: PointValue): PointValue | undefined {
  return typeof value === 'boolean' ? { code, value: !value } : undefined;
}

function problemOf(value: unknown, model: PointModel | undefined): ValueProblem | undefined {
  return model?.access === 'ro' ? { kind: 'reportOnly' } : valueProblem(value, model);
}
