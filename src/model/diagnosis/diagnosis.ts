import type { Clock } from '../../base/clock.js';
import { isAbortError } from '../../base/errors.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import { probeUnsigned, type ProbeAnswer } from '../../tuya/wire/unsignedProbe.js';
import type { Connections } from '../projects/connections.js';
import type { Project } from '../projects/project.js';
import { ProjectError } from '../projects/projectErrors.js';
import type { ProjectStore } from '../projects/projectStore.js';
import { Listener } from './listener.js';
import { probeApi, probeCost } from './probes.js';
import { fail, pass, stepNames, unknown, type StepName, type StepResult } from './steps.js';

/** Whether requests to an endpoint go through a proxy, and through which. */
export interface Way {
  /** `proxy.example.com:8080`; of an address that can't be read, the name of the setting that holds it. */
  readonly proxy: string | undefined;
  /** The setting or the variable that decided. */
  readonly by?: string | undefined;
}

export interface DiagnosisDeps {
  readonly projects: Pick<ProjectStore, 'get'>;
  readonly connections: Pick<Connections, 'examination'>;
  readonly clock: Clock;
  /** How a request to this origin would travel. */
  readonly wayTo: (origin: string) => Way;
}

export interface DiagnosisReport {
  readonly project: Project;
  /** All steps, in their order. */
  readonly steps: readonly StepResult[];
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Requests that were made. */
  readonly requests: number;
  /** Whatever the answers and the keys hold: none of it may stand in a text that leaves this machine. */
  readonly privateTexts: readonly string[];
}

/** More than that, and the difference is worth setting right; Tuya publishes no number. */
const clockToleranceMs = 60_000;

/** A word without keys, and the token; the token once more where this computer's clock is wrong. */
const firstRequests = 3;

/** Goes the way of a call step by step, and asks one harmless question of everything that is needed. Changes nothing. */
export class Diagnosis {
  constructor(private readonly deps: DiagnosisDeps) {}

  /** The most requests that it makes. */
  cost(project: Project): number {
    return firstRequests + probeCost(project.schema !== undefined);
  }

  /**
   * `onStep` gets each step as it is known. A cancel ends it with what is known so far.
   * @throws ProjectError, SecretVaultError
   */
  async run(
    projectId: string,
    signal: AbortSignal,
    onStep: (result: StepResult) => void,
  ): Promise<DiagnosisReport> {
    const { projects, clock, wayTo } = this.deps;
    const project = projects.get(projectId);
    if (!project) throw new ProjectError('unknown');
    const startedAt = clock.now();
    const listener = new Listener();
    const { accessId, endpoint, uids, schema, name } = project;
    listener.add(accessId, schema, name, ...uids, ...hostsOf(project, wayTo(endpoint)));
    const done = new Map<StepName, StepResult>();
    try {
      for await (const result of this.steps(project, listener, signal)) {
        done.set(result.step, result);
        onStep(result);
      }
    } catch (error) {
      if (!isAbortError(error)) throw error;
    }
    const steps = stepNames.map((step) => done.get(step) ?? unknown(step, { kind: 'cancelled' }));
    return { project, steps, startedAt, requests: listener.requests, privateTexts: listener.texts };
  }

  private async *steps(
    project: Project,
    listener: Listener,
    signal: AbortSignal,
  ): AsyncGenerator<StepResult> {
    const { connections, clock } = this.deps;
    const examination = await connections.examination(project.id, (transport) => listener.around(transport));
    const { keys, client, tokens, transport } = examination;
    listener.add(keys.accessSecret, keys.accessId);
    try {
      const isOpen = yield* this.wayThere(project, transport, signal);
      if (!isOpen) return yield* skipped('token', 'network');
      try {
        await client.test(signal);
        yield pass('token');
      } catch (error) {
        if (!TuyaError.is(error)) throw error;
        yield fail('token', { kind: 'failed', error });
        return yield* skipped('deviceList', 'token');
      } finally {
        listener.add(await tokens.accessToken());
      }
      const { uids, schema } = project;
      yield* probeApi({ client, uids, schema, now: clock.now(), signal });
    } finally {
      await Promise.all([client.close(), transport.close()]);
    }
  }

  /** Network, proxy, TLS and clock, by one request without keys. Says whether it is worth going on. */
  private async *wayThere(
    { kind, endpoint }: Project,
    transport: Parameters<typeof probeUnsigned>[0],
    signal: AbortSignal,
  ): AsyncGenerator<StepResult, boolean> {
    const { clock, wayTo } = this.deps;
    let greeting: ProbeAnswer | undefined;
    let refused: TuyaError | undefined;
    try {
      greeting = await probeUnsigned(transport, endpoint, clock, signal);
    } catch (error) {
      if (!TuyaError.is(error)) throw error;
      refused = error;
    }
    if (kind === 'demo') {
      for (const step of ['network', 'proxy', 'tls'] as const) yield pass(step, { kind: 'inside' });
      yield clockStep(greeting);
      return true;
    }
    const proxied = wayTo(endpoint).proxy !== undefined;
    const proxyFailed = refused?.reason.startsWith('proxy') === true;
    const tlsFailed = refused?.reason === 'tls';
    yield networkStep(greeting, tlsFailed || proxyFailed ? undefined : refused);
    yield refused && proxyFailed
      ? fail('proxy', { kind: 'failed', error: refused })
      : pass('proxy', { kind: 'proxied', proxied });
    if (refused && tlsFailed) yield fail('tls', { kind: 'failed', error: refused });
    else if (refused) yield unknown('tls', { kind: 'skipped', after: proxyFailed ? 'proxy' : 'network' });
    else yield endpoint.startsWith('https:') ? pass('tls') : pass('tls', { kind: 'plain' });
    yield greeting ? clockStep(greeting) : unknown('clock', { kind: 'skipped', after: 'network' });
    return greeting !== undefined;
  }
}

function networkStep(greeting: ProbeAnswer | undefined, refused: TuyaError | undefined): StepResult {
  if (refused) return fail('network', { kind: 'failed', error: refused });
  if (greeting?.isTuya === false) {
    return fail('network', { kind: 'notTuya', httpStatus: greeting.httpStatus });
  }
  return pass('network');
}

function clockStep(greeting: ProbeAnswer | undefined): StepResult {
  const { clockOffsetMs: offsetMs, clockErrorMs: errorMs = 0 } = greeting ?? {};
  if (offsetMs === undefined) return unknown('clock', { kind: 'noTime' });
  const finding = { kind: 'clock', offsetMs, errorMs } as const;
  return Math.abs(offsetMs) <= clockToleranceMs + errorMs ? pass('clock', finding) : fail('clock', finding);
}

/** This step and all after it. */
function* skipped(from: StepName, after: StepName): Generator<StepResult> {
  for (const step of stepNames.slice(stepNames.indexOf(from)))
    yield unknown(step, { kind: 'skipped', after });
}

/** Hosts that say who somebody is: one of their own, or their proxy. */
function hostsOf({ dataCenter, endpoint }: Project, { proxy, by }: Way): readonly (string | undefined)[] {
  const own = dataCenter === undefined ? [new URL(endpoint).host, new URL(endpoint).hostname] : [];
  // The name of a setting says nothing about anybody, and the advice needs it.
  return proxy === by ? own : [...own, proxy, proxy?.replace(/:\d+$/u, '')];
}
