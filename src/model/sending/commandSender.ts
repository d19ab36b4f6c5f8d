import { randomUUID } from 'node:crypto';
import type { Asking } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import type { Event } from '../../base/event.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { StateStore } from '../../base/storage.js';
import type { TuyaClient } from '../../tuya/client.js';
import type { OpenDoubt } from '../devices/doubts.js';
import type { Writer } from '../devices/writer.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import type { ProductModelReader } from '../products/productModel.js';
import type { DeviceRef } from '../projects/project.js';
import type { PointModel } from '../values/pointModel.js';
import type { CloudTime } from '../projects/cloudTime.js';
import { CommandHistory } from './commandHistory.js';
import { isSameValue } from './reports.js';
import { aboutOf, Sending, sendOperation, type SendingPoint } from './sending.js';
import { reportOf, type Outlook, type PointValue, type SentCommand } from './sentCommand.js';
import { SendRoutes } from './sendRoutes.js';
import { valueProblem, type ValueProblem } from './typedValue.js';

export interface CommandSenderDeps {
  readonly writer: Pick<Writer, 'run' | 'check' | 'doubts' | 'resume'>;
  readonly clients: {
    client(projectId: string, asking: Asking): Promise<TuyaClient>;
    time(projectId: string): CloudTime;
  };
  readonly devices: Pick<DeviceStore, 'device' | 'amend'>;
  readonly models: Pick<ProductModelReader, 'known'>;
  readonly clock: Clock;
  /** Of the workspace: what was sent outlives the window there. Without one nothing does. */
  readonly state?: StateStore;
}

/** A value that its product's model doesn't allow. Nothing was sent. */
export class ValueRefusedError extends Error {
  override readonly name = 'ValueRefusedError';
  readonly reason = 'valueRefused';

  constructor(
    readonly problem: ValueProblem,
    readonly model: PointModel | undefined,
    /** Whose value it is. */
    readonly code?: string,
  ) {
    super(`The value can't be sent: ${problem.kind}.`);
  }
}

/** What isn't known after so long isn't asked about again by itself, ms. */
const doubtMs = 86_400_000;

/** Sends data points to devices, each once, and says what the devices made of them. */
export class CommandSender extends Disposable {
  private readonly routes = new SendRoutes();
  private readonly history: CommandHistory;
  private readonly ended = new AbortController();
  /** Those that have not ended, by device, codes and values. */
  private readonly underWay = new Map<
    string,
    { readonly id: number; readonly sent: Promise<readonly SentCommand[]> }
  >();
  /** Those of which nobody knows yet, by the same. */
  private readonly inDoubt = new Map<string, readonly Sending[]>();
  /** Fires with every step of a command. */
  readonly onDidChange: Event<DeviceRef>;

  constructor(private readonly deps: CommandSenderDeps) {
    super();
    this.history = this._register(new CommandHistory({ state: deps.state, newKey: randomUUID }));
    this.onDidChange = this.history.onDidChange;
    this._register(toDisposable(() => this.ended.abort()));
    this._register(deps.writer.doubts.onDidChange((doubt) => this.doubtChanged(doubt)));
  }

  /** The commands of this workspace, the newest first; the same list as long as nothing changed. */
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
    const [sent] = await this.sendAll(ref, [point], signal);
    if (!sent) throw new Error('Nothing was sent.');
    return sent;
  }

  /**
   * Sends several data points in one command: the device gets all of them, or none. Each has a verdict of its own, in the
   * points' order; else as {@link send}.
   * @param points each code once; at least one
   */
  async sendAll(
    ref: DeviceRef,
    points: readonly PointValue[],
    signal?: AbortSignal,
  ): Promise<readonly SentCommand[]> {
    this.deps.writer.check(ref);
    for (const { code, value } of points) {
      const model = this.modelOf(ref, code);
      const problem = problemOf(value, model);
      if (problem) throw new ValueRefusedError(problem, model, code);
    }
    const key = changeKey(ref, aboutOf(points));
    const same = this.underWay.get(key);
    if (same && this.isNewest(ref, points, same.id)) return same.sent;
    const sending = new Sending(this.parts(ref), ref, this.begin(ref, points));
    const id = sending.commands[0]?.id ?? 0;
    const own = signal ? AbortSignal.any([signal, this.ended.signal]) : this.ended.signal;
    const sent = sending.run(own);
    this.underWay.set(key, { id, sent });
    try {
      return await sent;
    } catch (error) {
      for (const command of sending.commands) this.history.remove(command);
      throw error;
    } finally {
      if (this.underWay.get(key)?.id === id) this.underWay.delete(key);
      if (sending.commands.some(({ verdict }) => verdict?.kind === 'unknown')) this.doubt(key, sending);
    }
  }

  /**
   * What an earlier window sent and couldn't tell the end of is in doubt in this one too: told, and looked for before the
   * same is sent again. Costs no call by itself, unless the connection broke just now.
   */
  recall(projectId: string): void {
    const told = new Set<string>();
    const now = this.deps.clock.now();
    for (const command of this.history.ofProject(projectId)) {
      const { ref, code, verdict, isPutAway, isValueGone, at } = command;
      // A newer one of the data point has overtaken it.
      const point = JSON.stringify([ref.deviceId, code]);
      const isOvertaken = told.has(point);
      told.add(point);
      if (verdict?.kind !== 'unknown' || isPutAway || isValueGone || isOvertaken || now - at > doubtMs)
        continue;
      const group = this.groupOf(command);
      const key = changeKey(ref, aboutOf(group));
      if (this.inDoubt.has(key)) continue;
      const sending = new Sending(
        this.parts(ref),
        ref,
        group.map((each) => this.pointOf(each)),
      );
      this.doubt(key, sending);
      sending.resume();
    }
  }

  /** A project is gone, or has other keys. */
  drop(projectId: string): void {
    this.routes.drop(projectId);
    this.history.drop(projectId);
  }

  /** Each as it begins, with what is known of its data point. */
  private begin(ref: DeviceRef, points: readonly PointValue[]): readonly SendingPoint[] {
    const { projectId, deviceId } = ref;
    const at = this.deps.clock.now();
    let together: string | undefined;
    return points.map(({ code, value }) => {
      const { hasValue: hadValue } = this.outlook(ref, { code, value });
      const before = this.lastValue(ref, code);
      const added = this.history.add({
        ...{ ref: { projectId, deviceId }, code, value, at, hadValue, state: 'sending' },
        ...(before !== undefined && { before }),
        ...(together !== undefined && { together }),
      });
      if (points.length === 1 || together !== undefined) return this.pointOf(added);
      together = added.key;
      const first = { ...added, together };
      this.history.update(first);
      return this.pointOf(first);
    });
  }

  private pointOf(command: SentCommand): SendingPoint {
    const model = this.modelOf(command.ref, command.code);
    return { command, model, ownCode: this.ownCode(command.ref, model) };
  }

  /** The data points of a command, the first of them first. */
  private groupOf(command: SentCommand): readonly SentCommand[] {
    const { together, ref } = command;
    if (together === undefined) return [command];
    return this.history
      .of(ref)
      .filter((each) => each.together === together)
      .sort((a, b) => a.id - b.id);
  }

  /** Whether these are the newest of their data points, and still on their way to the cloud. */
  private isNewest(ref: DeviceRef, points: readonly PointValue[], id: number): boolean {
    return points.every((point, index) => {
      const newest = this.history.of(ref).find(({ code }) => code === point.code);
      return newest?.id === id + index && newest.state === 'sending';
    });
  }

  private parts(ref: DeviceRef): ConstructorParameters<typeof Sending>[0] {
    return {
      ...this.deps,
      routes: this.routes,
      time: this.deps.clients.time(ref.projectId),
      history: this.history,
    };
  }

  private doubtChanged({ ref, operation, about, id, result }: OpenDoubt): void {
    if (operation !== sendOperation) return;
    const key = changeKey(ref, about);
    const isDone = result.outcome === 'done';
    // One that isn't told any more was put away by a person, or overtaken.
    const isTold = !isDone && this.deps.writer.doubts.of(ref).some((doubt) => doubt.id === id);
    if (isTold) return;
    const all = this.inDoubt.get(key) ?? [];
    this.inDoubt.delete(key);
    for (const sending of all) {
      if (isDone) void sending.seenDone(result, this.ended.signal);
      else sending.putAway();
    }
  }

  private doubt(key: string, sending: Sending): void {
    this.inDoubt.set(key, [...(this.inDoubt.get(key) ?? []), sending]);
  }

  /** As it was read last; of one that no read shows, as it was reported after the latest command. */
  private lastValue(ref: DeviceRef, code: string): unknown {
    const read = this.deps.devices.device(ref)?.value.status.find((each) => each.code === code);
    if (read) return read.value;
    for (const { code: other, verdict } of this.history.of(ref)) {
      const report = other === code ? reportOf(verdict) : undefined;
      if (report) return report.value;
    }
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

/**
 * The opposite of a command, where there is one: of a switch, of a choice between two, and of a number at one end of its
 * range the other end.
 */
export function oppositeOf({ code, value }: PointValue, model?: PointModel): PointValue | undefined {
  if (typeof value === 'boolean') return { code, value: !value };
  const { range = [], min, max } = model ?? {};
  if (typeof value === 'string' && range.length === 2 && range.includes(value))
    return { code, value: range.find((member) => member !== value) };
  if (typeof value !== 'number' || min === undefined || max === undefined || min >= max) return undefined;
  if (value === min) return { code, value: max };
  return value === max ? { code, value: min } : undefined;
}

function changeKey({ projectId, deviceId }: DeviceRef, about: readonly string[]): string {
  return JSON.stringify([projectId, deviceId, ...about]);
}

function problemOf(value: unknown, model: PointModel | undefined): ValueProblem | undefined {
  return model?.access === 'ro' ? { kind: 'reportOnly' } : valueProblem(value, model);
}
