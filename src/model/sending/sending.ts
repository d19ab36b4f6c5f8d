import type { Asking } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { isAbortError } from '../../base/errors.js';
import type { TuyaClient } from '../../tuya/client.js';
import type { Writer } from '../devices/writer.js';
import type { Observation, WriteResult } from '../devices/writeResult.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import { rawText } from '../values/decodeValue.js';
import type { PointModel } from '../values/pointModel.js';
import type { CloudTime } from './cloudTime.js';
import type { CommandHistory } from './commandHistory.js';
import { isSameValue, reportsSince, sourcesFor, typedLike, type Report } from './reports.js';
import { watchReport } from './reportWatch.js';
import type { SendRoute, SentCommand, Verdict } from './sentCommand.js';
import type { Arrival, SendRoutes } from './sendRoutes.js';

const operation = 'commands.send';

export interface SendingDeps {
  readonly writer: Pick<Writer, 'run' | 'check' | 'doubts'>;
  readonly clients: { client(projectId: string, asking: Asking): Promise<TuyaClient> };
  readonly devices: Pick<DeviceStore, 'device' | 'amend'>;
  readonly clock: Clock;
  readonly routes: SendRoutes;
  readonly time: CloudTime;
  readonly history: Pick<CommandHistory, 'of' | 'update'>;
}

/** One command on its way: it leaves through the writer, and what the device reports is waited for. */
export class Sending {
  /** The report by which an answer that was lost has been made up for. */
  private seen: Report | undefined;
  /** The way that was taken last. */
  private tried: SendRoute = 'iot-03';

  constructor(
    private readonly deps: SendingDeps,
    private command: SentCommand,
    private readonly model: PointModel | undefined,
    private readonly ownCode: string | undefined,
  ) {}

  /** Rejects only before anything was sent. */
  async run(signal: AbortSignal): Promise<SentCommand> {
    const { ref, code, value } = this.command;
    const result = await this.deps.writer.run<Arrival | undefined>(
      {
        ref,
        operation,
        about: [code, rawText(value)],
        send: (client) => this.sendBy(client, signal),
        look: (client, { sentAt }, looking) => this.look(client, sentAt, looking),
      },
      signal,
    );
    if (result.outcome !== 'done' || !result.value) {
      this.end(this.verdictOf(result));
      if (result.outcome === 'unknown' && result.later) void this.follow(result.later);
      return this.command;
    }
    this.end(await this.watch(result.value, signal));
    return this.command;
  }

  private async sendBy(client: TuyaClient, signal: AbortSignal): Promise<Arrival> {
    const { devices, writer, routes, time } = this.deps;
    const { ref, code, value } = this.command;
    const { productId } = devices.device(ref)?.value ?? {};
    const onTry = (route: SendRoute): void => void (this.tried = route);
    const target = { ref, code, value, productId, model: this.model, ownCode: this.ownCode, onTry };
    const arrival = await routes.send(client, target, () => writer.check(ref), signal);
    const { sentAt, ms, cloudTime } = arrival.receipt;
    time.learn({ at: sentAt, ms, ...(cloudTime !== undefined && { cloudTime }) });
    this.settleOthers();
    this.step({ state: 'accepted', route: arrival.route, leftAt: sentAt, acceptedMs: ms });
    return arrival;
  }

  /** What is in doubt of this data point is overtaken: the device has been told another value since. */
  private settleOthers(): void {
    const { ref, code, value } = this.command;
    const { doubts } = this.deps.writer;
    for (const doubt of doubts.of(ref)) {
      const [otherCode, otherValue] = doubt.about;
      const isOther = doubt.operation === operation && otherCode === code && otherValue !== rawText(value);
      if (isOther) doubts.forget(doubt);
    }
  }

  /** Whether a command without an answer was done. A device that had the value before shows nothing of it. */
  private async look(
    client: TuyaClient,
    sentAt: number,
    signal: AbortSignal | undefined,
  ): Promise<Observation<undefined>> {
    const { ref, code, value } = this.command;
    const query = { deviceId: ref.deviceId, code, dpId: this.model?.dpId, sentAt };
    this.step({ leftAt: sentAt });
    const [first, second] = sourcesFor(this.tried);
    let reports: readonly Report[];
    try {
      reports = await reportsSince(client, first, query, this.deps.time, signal);
    } catch (error) {
      if (isAbortError(error)) throw error;
      reports = await reportsSince(client, second, query, this.deps.time, signal);
    }
    const seen = reports.find((report) => isSameValue(value, report.value));
    if (!seen) return { seen: 'notYet' };
    const newest = reports.at(-1);
    // It was done, and undone since: whoever wants it again wants it sent.
    if (newest && !isSameValue(value, newest.value)) return { seen: 'unclear' };
    this.seen = seen;
    return { seen: 'done', value: undefined };
  }

  private watch({ route, receipt }: Arrival, signal: AbortSignal): Promise<Verdict> {
    const { clock, time, clients } = this.deps;
    const { ref, code, value, hadValue, before } = this.command;
    const watched = {
      deviceId: ref.deviceId,
      code,
      dpId: this.model?.dpId,
      value,
      hadValue,
      before,
      route,
      sentAt: receipt.sentAt,
      until: () => this.nextOne(),
    };
    const client = (asking: AbortSignal | undefined): Promise<TuyaClient> =>
      clients.client(ref.projectId, { asker: 'quiet', signal: asking });
    return watchReport({ clock, time, client }, watched, signal);
  }

  /** When the next command of this data point left. */
  private nextOne(): number {
    const { id, ref, code } = this.command;
    const later = this.deps.history.of(ref).filter((each) => each.id > id && each.code === code);
    return Math.min(Infinity, ...later.flatMap(({ leftAt }) => leftAt ?? []));
  }

  private verdictOf(result: WriteResult<unknown>): Verdict {
    switch (result.outcome) {
      case 'notDone': {
        const { error: problem } = result;
        return { kind: problem.reason === 'offline' ? 'offline' : 'refused', problem };
      }
      case 'unknown':
        return { kind: 'unknown', problem: result.error };
      case 'done': {
        const { seen, command, deps } = this;
        const { value, leftAt } = command;
        if (!seen || leftAt === undefined) return { kind: 'applied', report: { value } };
        const ms = Math.max(0, Math.round(seen.at - deps.time.of(leftAt)));
        return { kind: 'applied', report: { value: typedLike(value, seen.value), ms, at: seen.at } };
      }
    }
  }

  /** Looks that follow by themselves may tell after all. */
  private async follow(later: Promise<WriteResult<unknown>>): Promise<void> {
    const result = await later;
    if (result.outcome === 'done') this.end(this.verdictOf(result));
  }

  private end(verdict: Verdict): void {
    if (verdict.kind === 'applied' || verdict.kind === 'appliedOther') this.show(verdict.report.value);
    this.step({ state: 'ended', verdict });
  }

  private show(value: unknown): void {
    const { ref, code } = this.command;
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

  private step(change: Partial<SentCommand>): void {
    this.command = { ...this.command, ...change };
    this.deps.history.update(this.command);
  }
}
