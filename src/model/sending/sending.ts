import type { Asking } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { isAbortError, throwIfAborted } from '../../base/errors.js';
import type { TuyaClient } from '../../tuya/client.js';
import type { Write, Writer } from '../devices/writer.js';
import type { Observation, WriteResult } from '../devices/writeResult.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import type { DeviceRef } from '../projects/project.js';
import type { CallInfo } from '../../tuya/operations.js';
import { rawText } from '../values/decodeValue.js';
import type { PointModel } from '../values/pointModel.js';
import type { CloudTime } from '../projects/cloudTime.js';
import type { CommandHistory } from './commandHistory.js';
import { brokenOff } from './keptCommand.js';
import {
  isSameValue,
  latencyOf,
  reportsSince,
  sourcesFor,
  typedLike,
  type PointReports,
  type Report,
  type Reports,
} from './reports.js';
import { watchReports } from './reportWatch.js';
import { reportOf, type PointValue, type SendRoute, type SentCommand, type Verdict } from './sentCommand.js';
import type { Arrival, SendRoutes } from './sendRoutes.js';

export const sendOperation = 'commands.send';

export interface SendingDeps {
  readonly writer: Pick<Writer, 'run' | 'check' | 'doubts' | 'resume'>;
  readonly clients: { client(projectId: string, asking: Asking): Promise<TuyaClient> };
  readonly devices: Pick<DeviceStore, 'device' | 'amend'>;
  readonly clock: Clock;
  readonly routes: SendRoutes;
  readonly time: CloudTime;
  readonly history: Pick<CommandHistory, 'of' | 'update' | 'kept'>;
}

/** One data point on its way. */
export interface SendingPoint {
  readonly command: SentCommand;
  /** What its product says of the data point. */
  readonly model: PointModel | undefined;
  /** Its code in the thing model, where the standard set has another one. */
  readonly ownCode: string | undefined;
}

/** The change that a command makes, as the writer and its doubts name it. */
export function aboutOf(points: readonly PointValue[]): readonly string[] {
  return points.flatMap(({ code, value }) => [code, rawText(value)]);
}

/**
 * One command on its way, of one data point or several: it leaves through the writer, and what the device reports is
 * waited for, of each by itself.
 */
export class Sending {
  /** The reports by which an answer that was lost has been made up for, by code. */
  private seen: ReadonlyMap<string, Report & Pick<PointReports, 'takenAt'>> = new Map();
  /** The way that was taken last. */
  private tried: SendRoute = 'iot-03';
  /** When the last call left, epoch ms by the local clock. */
  private calledAt: number | undefined;
  private readonly points: { -readonly [K in keyof SendingPoint]: SendingPoint[K] }[];
  readonly about: readonly string[];

  constructor(
    private readonly deps: SendingDeps,
    readonly ref: DeviceRef,
    points: readonly SendingPoint[],
  ) {
    this.points = points.map((point) => ({ ...point }));
    this.about = aboutOf(this.commands);
    this.tried = points[0]?.command.route ?? 'iot-03';
  }

  /** As they are now. */
  get commands(): readonly SentCommand[] {
    return this.points.map(({ command }) => command);
  }

  /** Rejects only before anything was sent. */
  async run(signal: AbortSignal): Promise<readonly SentCommand[]> {
    let result: WriteResult<Arrival | undefined>;
    try {
      result = await this.deps.writer.run<Arrival | undefined>(
        { ...this.change, send: (client) => this.sendBy(client, signal) },
        signal,
      );
    } catch (error) {
      if (error instanceof GivenUpError) throwIfAborted(signal);
      throw error;
    }
    const arrival = result.outcome === 'done' ? result.value : undefined;
    if (arrival) await this.watch(arrival.route, arrival.receipt.sentAt, signal);
    else await this.settle(result, signal);
    return this.commands;
  }

  /** An earlier window had it in doubt. */
  resume(): void {
    const [first] = this.commands;
    const brokeAt = first?.leftAt ?? first?.at ?? this.deps.clock.now();
    this.deps.writer.resume(this.change, { sentAt: brokeAt, brokeAt, error: brokenOff });
  }

  /** What was in doubt is known now: looking showed that it was done. */
  async seenDone(result: WriteResult<unknown>, signal: AbortSignal): Promise<void> {
    if (result.outcome === 'done') await this.settle(result, signal);
  }

  /** Nobody wants to know any more. */
  putAway(): void {
    this.points.forEach(({ command: { verdict } }, index) => {
      if (verdict?.kind === 'unknown') this.step(index, { isPutAway: true });
    });
  }

  private get change(): Pick<Write<Arrival | undefined, undefined>, 'ref' | 'operation' | 'about'> &
    Required<Pick<Write<Arrival | undefined, undefined>, 'look'>> {
    return {
      ref: this.ref,
      operation: sendOperation,
      about: this.about,
      look: (client, { sentAt }, looking) => this.look(client, sentAt, looking),
    };
  }

  private async sendBy(client: TuyaClient, signal: AbortSignal): Promise<Arrival> {
    const { devices, writer, routes, time, history } = this.deps;
    const { ref } = this;
    const { productId } = devices.device(ref)?.value ?? {};
    const onTry = (route: SendRoute): void => void (this.tried = route);
    // Also a refusal says what time it is there.
    const onCall = (info: CallInfo): void => {
      time.learn(info);
      this.calledAt = info.at;
    };
    const points = this.points.map(({ command: { code, value }, model, ownCode }) => ({
      ...{ code, value, model, ownCode },
    }));
    // Whatever becomes of this window, the next one knows of it.
    await history.kept(ref);
    // It may wait long for its turn.
    const mayLeave = (): void => {
      writer.check(ref);
      if (signal.aborted) throw new GivenUpError();
    };
    const arrival = await routes.send(
      client,
      { ref, productId, points, onTry, mayLeave, onCall },
      () => writer.check(ref),
      signal,
    );
    const { sentAt, ms } = arrival.receipt;
    this.settleOthers();
    const left = { leftAt: sentAt, cloudAt: time.of(sentAt), acceptedMs: ms };
    this.stepAll({ state: 'accepted', route: arrival.route, ...left });
    return arrival;
  }

  /** What is in doubt of these data points is overtaken: the device has been told another value since. */
  private settleOthers(): void {
    const { doubts } = this.deps.writer;
    const told = new Map(this.commands.map(({ code, value }) => [code, rawText(value)]));
    for (const doubt of doubts.of(this.ref)) {
      if (doubt.operation !== sendOperation) continue;
      const isOvertaken = doubt.about.some((code, at) => {
        const value = told.get(code);
        return at % 2 === 0 && value !== undefined && value !== doubt.about[at + 1];
      });
      if (isOvertaken) doubts.forget(doubt);
    }
  }

  /**
   * Whether a command without an answer was done. A device that had the value before shows nothing of it; of several
   * data points one that is seen is enough, since they went as one.
   */
  private async look(
    client: TuyaClient,
    sentAt: number,
    signal: AbortSignal | undefined,
  ): Promise<Observation<undefined>> {
    this.stepAll({ leftAt: sentAt });
    const reports = await this.reports(client, sentAt, signal);
    this.stepAll({ cloudAt: this.deps.time.of(sentAt) });
    const seen = new Map<string, Report & Pick<PointReports, 'takenAt'>>();
    let isUndone = false;
    for (const { code, value } of this.commands) {
      const { reports: own = [], takenAt } = reports.get(code) ?? {};
      const report = own.find((each) => isSameValue(value, each.value));
      const newest = own.at(-1);
      if (!report) continue;
      seen.set(code, { ...report, takenAt });
      // It was done, and undone since: whoever wants it again wants it sent.
      isUndone ||= newest !== undefined && !isSameValue(value, newest.value);
    }
    if (seen.size === 0) return { seen: 'notYet' };
    if (isUndone) return { seen: 'unclear' };
    this.seen = seen;
    return { seen: 'done', value: undefined };
  }

  private async reports(
    client: TuyaClient,
    sentAt: number,
    signal: AbortSignal | undefined,
  ): Promise<Reports> {
    const points = this.points.map(({ command: { code, value }, model }) => ({
      code,
      value,
      dpId: model?.dpId,
    }));
    const query = { deviceId: this.ref.deviceId, points, sentAt };
    const [first, second] = sourcesFor(this.tried);
    try {
      return await reportsSince(client, first, query, this.deps.time, signal);
    } catch (error) {
      if (isAbortError(error)) throw error;
      return reportsSince(client, second, query, this.deps.time, signal);
    }
  }

  private async watch(route: SendRoute, sentAt: number, signal: AbortSignal): Promise<void> {
    const { clock, time, clients } = this.deps;
    const { projectId, deviceId } = this.ref;
    const points = this.points.flatMap(({ command, model }, index) =>
      command.state === 'ended'
        ? []
        : [
            {
              ...{ code: command.code, value: command.value, dpId: model?.dpId },
              ...{ hadValue: command.hadValue, before: command.before },
              until: () => this.nextOne(command),
              ended: (verdict: Verdict) => this.end(index, verdict),
            },
          ],
    );
    const client = (asking: AbortSignal | undefined): Promise<TuyaClient> =>
      clients.client(projectId, { asker: 'quiet', signal: asking });
    await watchReports({ clock, time, client }, { deviceId, points, route, sentAt }, signal);
  }

  /** When the next command of this data point left. */
  private nextOne({ id, ref, code }: SentCommand): number {
    const later = this.deps.history.of(ref).filter((each) => each.id > id && each.code === code);
    return Math.min(Infinity, ...later.flatMap(({ leftAt }) => leftAt ?? []));
  }

  private async settle(result: WriteResult<unknown>, signal: AbortSignal): Promise<void> {
    if (result.outcome !== 'done') {
      const verdict = failureOf(result);
      return this.points.forEach((_, index) => this.end(index, verdict));
    }
    const { seen } = this;
    const sentAt = this.points[0]?.command.leftAt;
    this.points.forEach(({ command: { code, value, leftAt } }, index) => {
      const report = seen.get(code);
      if (report && leftAt !== undefined) {
        const ms = latencyOf(report.at, this.deps.time.of(leftAt), report.takenAt);
        const told = { value: typedLike(value, report.value), ms, at: report.at };
        this.end(index, { kind: 'applied', report: told });
      } else if (seen.size === 0 || leftAt === undefined)
        // An earlier one was seen, which this one would have repeated.
        this.end(index, { kind: 'applied', report: { value } });
      else this.step(index, { state: 'accepted' });
    });
    // It was one command: what the others made of it is still to come.
    if (sentAt !== undefined) await this.watch(this.tried, sentAt, signal);
  }

  private end(index: number, verdict: Verdict): void {
    const { command } = this.points[index] ?? {};
    const report = reportOf(verdict);
    if (command && report) this.show(command, report.value);
    const cloudAt =
      command?.cloudAt ?? this.deps.time.of(command?.leftAt ?? this.calledAt ?? this.deps.clock.now());
    this.step(index, { state: 'ended', verdict, cloudAt });
  }

  private show({ ref, code }: SentCommand, value: unknown): void {
    // The report is as good as a read of this one value.
    this.deps.devices.amend(ref, (device) =>
      device.status.some((point) => point.code === code && point.value !== value)
        ? {
            ...device,
            status: device.status.map((point) => (point.code === code ? { ...point, value } : point)),
          }
        : device,
    );
  }

  private stepAll(change: Partial<SentCommand>): void {
    for (const index of this.points.keys()) this.step(index, change);
  }

  private step(index: number, change: Partial<SentCommand>): void {
    const point = this.points[index];
    if (!point) return;
    // When it left is told once: the log's row stays where it is.
    const { cloudAt = change.cloudAt } = point.command;
    point.command = { ...point.command, ...change, ...(cloudAt !== undefined && { cloudAt }) };
    this.deps.history.update(point.command);
  }
}

/** Nobody wants it any more, and it hasn't left: an abort error would say that nobody knows. */
class GivenUpError extends Error {}

function failureOf(result: Exclude<WriteResult<unknown>, { outcome: 'done' }>): Verdict {
  const { error: problem } = result;
  if (result.outcome === 'unknown') return { kind: 'unknown', problem };
  return { kind: problem.reason === 'offline' ? 'offline' : 'refused', problem };
}
