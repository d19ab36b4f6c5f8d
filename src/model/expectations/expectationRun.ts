import type { Asking } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { deviceKey } from '../../base/deviceKey.js';
import { isAbortError, throwIfAborted } from '../../base/errors.js';
import type { TuyaClient } from '../../tuya/client.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import type { ProductModelReader } from '../products/productModel.js';
import type { DeviceRef } from '../projects/project.js';
import type { CommandSender } from '../sending/commandSender.js';
import { CloudTime } from '../projects/cloudTime.js';
import { typedLike, type ReportSource } from '../sending/reports.js';
import type { SentCommand } from '../sending/sentCommand.js';
import type { PointModel } from '../values/pointModel.js';
import {
  allSteps,
  type ExpectationFile,
  type ExpectStep,
  type SendStep,
  type Step,
} from './expectationFile.js';
import { lookForReport, type Since } from './reportLooks.js';
import { pointKey, RestorePoints } from './restorePoints.js';
import { isChosen } from './runPlan.js';
import { sendOnly } from './sendOnly.js';
import type { RunReport, Sample, StepReport } from './stepReport.js';
import { reportOf } from './stepVerdict.js';
import { wireValue } from './wireValue.js';

export interface RunDeps {
  readonly sender: Pick<CommandSender, 'send' | 'sendAll' | 'sentTo' | 'onDidChange'>;
  readonly clients: { client(projectId: string, asking: Asking): Promise<TuyaClient> };
  readonly devices: Pick<DeviceStore, 'device' | 'put' | 'amend'>;
  readonly models: Pick<ProductModelReader, 'known' | 'load'>;
  readonly clock: Clock;
}

export interface Run {
  readonly file: ExpectationFile;
  /** What each device of the file is, one project's. */
  readonly devices: ReadonlyMap<string, readonly DeviceRef[]>;
  /** The steps that are run; all where it is absent. */
  readonly chosen?: ReadonlySet<string>;
}

/** Told what happens, as it happens. */
export interface RunListener {
  /** Once for each step, before its first round. */
  onStart?(step: Step): void;
  onSample?(step: Step, sample: Sample): void;
  /** A step with all its rounds is over. */
  onEnd?(report: StepReport): void;
}

/**
 * Runs a file's steps one after the other. An expectation that isn't met doesn't end the run, a command that doesn't
 * arrive does. Each command is sent once. The signal ends it between commands: one that has left is waited for. Values
 * are sent back however it ends.
 * @param abandon ends the sending back, too
 * @throws whatever reading the devices fails with, before anything was sent
 */
export async function runExpectations(
  deps: RunDeps,
  run: Run,
  listener: RunListener = {},
  signal?: AbortSignal,
  abandon?: AbortSignal,
): Promise<RunReport> {
  const running = new ExpectationRun(deps, run, listener);
  await running.readDevices(signal);
  return running.run(signal, abandon);
}

class Ended extends Error {}

class ExpectationRun {
  private readonly samples = new Map<string, Sample[]>();
  private readonly spent = new Map<string, number>();
  private readonly rounds = new Map<string, number>();
  /** The newest command of each device, and what was sent to each of its data points. */
  private readonly since = new Map<string, Since>();
  /** From what an expectation's last round counted, by device and step. */
  private readonly used = new Map<string, Since>();
  /** Where reports of a device can't be read. */
  private readonly refused = new Map<string, Set<ReportSource>>();
  private readonly sent = new Map<string, SentCommand>();
  /** Learnt from the looks; the devices are one project's. */
  private readonly time = new CloudTime();
  private readonly told = new Set<string>();
  private readonly restores: RestorePoints;

  constructor(
    private readonly deps: RunDeps,
    private readonly what: Run,
    private readonly listener: RunListener,
  ) {
    this.restores = new RestorePoints(deps);
  }

  /** What a device reports now and what its product says are known before anything is sent: a call each, mostly. */
  async readDevices(signal: AbortSignal | undefined): Promise<void> {
    const { file, devices } = this.what;
    const refs = new Map([...devices.values()].flat().map((ref) => [deviceKey(ref), ref]));
    for (const ref of refs.values()) {
      const asking: Asking = { asker: 'person', signal };
      const client = await this.deps.clients.client(ref.projectId, asking);
      const device = await client.devices.get(ref.deviceId, signal);
      this.deps.devices.put(ref.projectId, [device], this.deps.clock.now());
      const { productId } = device;
      if (productId) await this.deps.models.load({ ...ref, productId }, this.codesOf(ref), asking);
      if (!file.restore) continue;
      await this.restores.read(ref, this.codesOf(ref, 'send'), client, signal);
    }
  }

  async run(signal: AbortSignal | undefined, abandon: AbortSignal | undefined): Promise<RunReport> {
    const { file } = this.what;
    const began = this.deps.clock.now();
    let outcome: RunReport['outcome'] | undefined;
    let failure: { readonly error: unknown } | undefined;
    try {
      for (const step of file.steps) {
        await this.runAll([step], file.pauseMs, signal);
        this.tell(step);
      }
    } catch (error) {
      if (!(error instanceof Ended) && !isAbortError(error)) failure = { error };
      outcome = error instanceof Ended ? 'ended' : 'cancelled';
    }
    const restored = file.restore ? await this.restores.sendBack(abandon) : [];
    if (failure) throw failure.error;
    for (const step of file.steps) this.tell(step);
    const steps = [...allSteps(file.steps)].map((step) => reportOf(step, this.samples, this.spent));
    const hasFailed = steps.some((step) => step.outcome === 'failed');
    return {
      outcome: outcome ?? (hasFailed ? 'failed' : 'passed'),
      steps,
      restored,
      notRestored: file.restore ? this.restores.unknown() : [],
      ms: this.deps.clock.now() - began,
    };
  }

  private async runAll(
    steps: readonly Step[],
    pauseMs: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    for (const step of steps) {
      if (!isChosen(step, this.what.chosen)) continue;
      throwIfAborted(signal);
      const began = this.deps.clock.now();
      try {
        await this.runOne(step, signal);
      } finally {
        this.spent.set(step.id, (this.spent.get(step.id) ?? 0) + this.deps.clock.now() - began);
      }
      if (pauseMs > 0) await this.deps.clock.sleep(pauseMs, signal);
    }
  }

  private async runOne(step: Step, signal: AbortSignal | undefined): Promise<void> {
    const round = (this.rounds.get(step.id) ?? 0) + 1;
    this.rounds.set(step.id, round);
    if (round === 1) this.listener.onStart?.(step);
    switch (step.kind) {
      case 'wait':
        await this.deps.clock.sleep(step.ms, signal);
        this.note(step, { kind: 'waited', round });
        break;
      case 'repeat':
        for (let time = 0; time < step.times; time++) {
          await this.runAll(step.steps, this.what.file.pauseMs, signal);
          if (step.pauseMs > 0) await this.deps.clock.sleep(step.pauseMs, signal);
        }
        break;
      case 'send':
        for (const ref of this.refsOf(step)) await this.send(step, ref, round, signal);
        break;
      case 'expect':
        await this.expectAll(step, round, signal);
        break;
    }
  }

  private async send(
    step: SendStep,
    ref: DeviceRef,
    round: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    throwIfAborted(signal);
    const points = step.points.map(({ code, values }) => ({
      code,
      value: wireValue(values[(round - 1) % values.length], this.modelOf(ref, code)),
    }));
    let commands: readonly SentCommand[];
    try {
      commands = await sendOnly(this.deps.sender, ref, points, signal);
    } catch (problem) {
      if (isAbortError(problem)) throw problem;
      this.note(step, { kind: 'failed', problem, round, ref });
      throw new Ended();
    }
    // What is unknown may have been done, and is sent back as well.
    for (const command of commands) {
      this.sent.set(pointKey(ref, command.code), command);
      this.restores.note(command);
    }
    const [command] = commands;
    if (!command) return;
    const { leftAt: sentAt = command.at, cloudAt, route, verdict } = command;
    const isSent = verdict === undefined || !notArrived.has(verdict.kind);
    this.since.set(deviceKey(ref), { sentAt, route, ...(cloudAt !== undefined && { cloudAt }) });
    this.note(step, { kind: isSent ? 'sent' : 'notSent', command, round, ref });
    if (!isSent) throw new Ended();
  }

  /** All have ended by then, also where one of them is cancelled. */
  private async expectAll(step: ExpectStep, round: number, signal: AbortSignal | undefined): Promise<void> {
    const each = this.refsOf(step).map((ref) => this.expect(step, ref, round, signal));
    const failed = (await Promise.allSettled(each)).find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async expect(
    step: ExpectStep,
    ref: DeviceRef,
    round: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { code, comparison, withinMs, paceMs } = step;
    const { clients, clock } = this.deps;
    const sent = this.sent.get(pointKey(ref, code));
    const since = this.sinceOf(step, ref);
    const client = (asking: AbortSignal | undefined): Promise<TuyaClient> =>
      clients.client(ref.projectId, { asker: 'person', signal: asking });
    const looked = await lookForReport(
      { clock, time: this.time, client, refused: this.refusedOf(ref) },
      {
        deviceId: ref.deviceId,
        code,
        dpId: this.modelOf(ref, code)?.dpId,
        since,
        comparison,
        sent: sent?.value ?? this.valueBefore(step),
        withinMs,
        paceMs,
      },
      signal,
    );
    const reported = 'value' in looked ? looked.value : 'other' in looked ? looked.other : undefined;
    if (reported !== undefined) this.show(ref, code, typedLike(sent?.value, reported));
    const hadValue = looked.kind === 'lost' && looked.other === undefined && sent?.hadValue === true;
    this.note(step, { ...looked, ...(hadValue && { hadValue: true as const }), round, ref });
  }

  /** A round counts from the last command to the device, and where an earlier round did so already, from now on. */
  private sinceOf({ id }: ExpectStep, ref: DeviceRef): Since {
    const key = `${deviceKey(ref)}\n${id}`;
    const last = this.since.get(deviceKey(ref));
    const isUsed = last === undefined || this.used.get(key) === last;
    if (last) this.used.set(key, last);
    return isUsed ? { sentAt: this.deps.clock.now(), route: last?.route } : last;
  }

  private refusedOf(ref: DeviceRef): Set<ReportSource> {
    const refused = this.refused.get(deviceKey(ref)) ?? new Set();
    this.refused.set(deviceKey(ref), refused);
    return refused;
  }

  /** Where an expectation is run alone, what the file would have sent before it. */
  private valueBefore({ id, device, code }: ExpectStep): unknown {
    let value: unknown;
    for (const step of allSteps(this.what.file.steps)) {
      if (step.id === id) return value;
      if (step.kind !== 'send' || step.device !== device) continue;
      [value] = step.points.find((point) => point.code === code)?.values ?? [value];
    }
    return value;
  }

  /** A report is as good as a read of this one value: the next command is told by it what the device has. */
  private show(ref: DeviceRef, code: string, value: unknown): void {
    this.deps.devices.amend(ref, (device) => ({
      ...device,
      status: device.status.map((point) => (point.code === code ? { ...point, value } : point)),
    }));
  }

  /** Codes that steps name for a device. */
  private codesOf(ref: DeviceRef, kind?: 'send'): ReadonlySet<string> {
    const own = [...allSteps(this.what.file.steps)].filter((step) => {
      const isOfPoints = step.kind === 'send' || (step.kind === 'expect' && kind === undefined);
      return isOfPoints && this.refsOf(step).some((each) => deviceKey(each) === deviceKey(ref));
    });
    return new Set(own.flatMap((step) => codesIn(step)));
  }

  private refsOf({ device }: SendStep | ExpectStep): readonly DeviceRef[] {
    return this.what.devices.get(device) ?? [];
  }

  private modelOf(ref: DeviceRef, code: string): PointModel | undefined {
    const productId = this.deps.devices.device(ref)?.value.productId;
    return productId
      ? this.deps.models.known({ projectId: ref.projectId, productId }).points.get(code)
      : undefined;
  }

  private note(step: Step, sample: Sample): void {
    const samples = this.samples.get(step.id) ?? [];
    samples.push(sample);
    this.samples.set(step.id, samples);
    this.listener.onSample?.(step, sample);
  }

  /** That a step and those within it are over. */
  private tell(top: Step): void {
    if (this.told.has(top.id)) return;
    this.told.add(top.id);
    for (const step of allSteps([top])) this.listener.onEnd?.(reportOf(step, this.samples, this.spent));
  }
}

/** What a command came to that didn't reach the device, or perhaps didn't. */
const notArrived: ReadonlySet<string> = new Set(['offline', 'refused', 'unknown']);

function codesIn(step: Step): readonly string[] {
  if (step.kind === 'send') return step.points.map(({ code }) => code);
  return step.kind === 'expect' ? [step.code] : [];
}
