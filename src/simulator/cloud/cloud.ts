import { systemClock, type Clock } from '../../base/clock.js';
import { throwIfAborted } from '../../base/errors.js';
import { ExchangeError, type HttpRequest, type HttpResponse } from '../../base/http.js';
import { ApiError } from '../requests/apiError.js';
import { credentialsOf, type Credentials } from '../requests/credentials.js';
import { failureAnswer, successAnswer, type Stamp } from '../requests/envelope.js';
import { FaultPlan, type Fault } from '../faults/faults.js';
import { isExecutedUnder, mishapOf, spoil, type Mishap } from '../faults/faultyAnswers.js';
import { household } from '../fleet/household.js';
import { RequestGate } from '../requests/requestGate.js';
import { Ledger, type LedgerEntry } from '../requests/ledger.js';
import { findRoute, type Route } from '../requests/operations.js';
import { hexDigits, nameHash, text } from '../requests/random.js';
import type { LogEdition } from '../routes/call.js';
import { handlers } from '../routes/handlers.js';
import { TokenDesk } from '../requests/tokens.js';
import { Truth } from './truth.js';
import { readWirePath, type WirePath } from '../requests/wirePath.js';
import type { Reaction } from '../world/reaction.js';
import { World } from '../world/world.js';

const tidTopic = nameHash('tid');
const hourMs = 3_600_000;

export interface CloudOptions {
  /** Same seed, size and clock: the same answers, byte by byte. 1 unless said otherwise. */
  readonly seed?: number;
  /** How many devices the project has; the fixed household's unless said otherwise. */
  readonly devices?: number;
  readonly clock?: Clock;
  readonly edition?: LogEdition;
  /** The code that every call of the API group IoT Core is refused with; the project has it unless said otherwise. */
  readonly iotCore?: number;
  /**
   * Without the short losses of connection that each device has now and then, by the clock: none from an hour before the
   * start on.
   */
  readonly isCalm?: boolean;
  /** What devices make of commands where a test says nothing else. */
  readonly reaction?: Partial<Reaction>;
}

/** What a front has to deliver. */
export interface SavedText {
  readonly response: HttpResponse;
  readonly mishap?: Mishap;
}

/** A pretended Tuya cloud with one project in it. Opens no port: fronts carry requests to it. */
export interface Cloud {
  readonly credentials: Credentials;
  readonly faults: FaultPlan;
  readonly ledger: Ledger;
  readonly truth: Truth;
  /** How far the cloud's clock is ahead of the true time, in milliseconds. */
  clockSkewMs: number;
  /** The access token dies now, long before its time. */
  killToken(): void;
  /** @throws ExchangeError where a fault keeps the answer from arriving; an abort error when cancelled */
  handle(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse>;
  /** As {@link handle}, for a front that can break a connection itself. */
  exchange(request: HttpRequest, signal?: AbortSignal): Promise<SavedText>;
  close(): void;
}

export function createCloud(options: CloudOptions = {}): Cloud {
  return new SimulatedCloud(options);
}

interface Outcome {
  readonly response: HttpResponse;
  readonly code: number;
  readonly executed: boolean;
}

class SimulatedCloud implements Cloud {
  readonly credentials: Credentials;
  readonly faults: FaultPlan;
  readonly ledger = new Ledger();
  readonly truth: Truth;
  clockSkewMs = 0;
  private readonly seed: number;
  private readonly clock: Clock;
  private readonly edition: LogEdition;
  private readonly iotCore: number | undefined;
  private readonly world: World;
  private readonly tokens: TokenDesk;
  private readonly gateway: RequestGate;
  /** What takes place after its answer, the first first. */
  private readonly late: { readonly at: number; readonly run: () => void }[] = [];
  private answers = 0;
  private closed = false;

  constructor({
    seed = 1,
    devices = household.length,
    clock = systemClock,
    edition = 'any',
    iotCore,
    isCalm = false,
    reaction,
  }: CloudOptions) {
    this.seed = seed;
    this.clock = clock;
    this.edition = edition;
    this.iotCore = iotCore;
    const calmFrom = isCalm ? clock.now() - hourMs : undefined;
    this.world = new World(seed, devices, clock.now(), calmFrom, reaction);
    this.tokens = new TokenDesk(seed);
    const { fleet } = this.world;
    this.credentials = credentialsOf(
      seed,
      Array.from({ length: fleet.userCount }, (_, user) => fleet.uidOf(user)),
    );
    this.gateway = new RequestGate(this.credentials, this.tokens);
    this.faults = new FaultPlan(seed);
    this.truth = new Truth(this.world, () => clock.now());
  }

  killToken(): void {
    this.tokens.kill();
  }

  async handle(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse> {
    const { response, mishap } = await this.exchange(request, signal);
    if (mishap === 'unreachable')
      throw new ExchangeError('unreachable', false, 'The connection was refused.');
    if (mishap === 'stallHeaders' || mishap === 'stallBody') {
      throw new ExchangeError('timeout', true, 'The answer took too long.');
    }
    if (mishap) throw new ExchangeError('broken', true, 'The connection was reset.');
    if (response.headers['content-encoding'] !== undefined) {
      throw new ExchangeError('malformed', true, 'The body could not be decoded.');
    }
    return response;
  }

  async exchange(request: HttpRequest, signal?: AbortSignal): Promise<SavedText> {
    throwIfAborted(signal);
    const wire = tryRead(request.path);
    const route = wire && findRoute(request.method, wire.segments);
    const operation = route?.operation.name;
    const faults = this.closed
      ? [{ kind: 'unreachable' } as const]
      : this.faults.take({ operation, method: request.method, path: request.path });
    for (const fault of faults) if (fault.kind === 'delay') await this.clock.sleep(fault.ms, signal);
    if (faults.some(({ kind }) => kind === 'deadToken')) this.tokens.kill();

    const now = this.clock.now();
    this.catchUp(now);
    const stamp = this.stamp(now, faults);
    const isRun = faults.every(isExecutedUnder);
    const outcome = isRun ? this.run(request, wire, route, now, stamp) : undefined;
    let response = outcome?.response ?? failureAnswer(new ApiError(500), stamp);
    for (const fault of faults) response = spoil(response, fault, stamp);
    const mishap = faults.map(mishapOf).find((each) => each !== undefined);

    const isWrite = route?.operation.writes === true;
    const entry: LedgerEntry = {
      at: now,
      operation,
      method: request.method,
      path: operation === 'refreshToken' ? '/v1.0/token/***' : request.path,
      status: mishap ? 0 : response.status,
      code: codeOf(outcome, faults),
      executed: outcome?.executed ?? false,
      faults: faults.map(({ kind }) => kind),
      ...(isWrite && request.body ? { body: Buffer.from(request.body).toString('utf8') } : {}),
    };
    this.ledger.add(entry);
    for (const fault of faults) {
      if (fault.kind !== 'late') continue;
      const run = (): void => {
        if (this.run(request, wire, route, now, stamp).executed) this.ledger.tookPlace(entry);
      };
      this.late.push({ at: now + fault.ms, run });
      this.late.sort((a, b) => a.at - b.at);
    }
    return { response, ...(mishap ? { mishap } : {}) };
  }

  /** From now on nobody answers here. */
  close(): void {
    this.closed = true;
  }

  /** Has what is due by now take place: nobody can tell a moment before from one since the last call. */
  private catchUp(now: number): void {
    while (this.late[0] && this.late[0].at <= now) this.late.shift()?.run();
  }

  private run(
    request: HttpRequest,
    wire: WirePath | undefined,
    route: Route | undefined,
    now: number,
    stamp: Stamp,
  ): Outcome {
    try {
      if (!wire) throw new ApiError(1109);
      if (!route) throw new ApiError(1108);
      this.gateway.admit(request, wire, route, now, stamp.t);
      if (route.operation.isIotCore && this.iotCore !== undefined) throw new ApiError(this.iotCore);
      const result = handlers[route.operation.name]({
        world: this.world,
        tokens: this.tokens,
        schema: this.credentials.schema,
        edition: this.edition,
        now,
        parameters: route.parameters,
        query: wire.query,
        request,
      });
      return { response: successAnswer(result, stamp), code: 0, executed: true };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { response: failureAnswer(error, stamp), code: error.code, executed: false };
    }
  }

  private stamp(now: number, faults: readonly Fault[]): Stamp {
    const skew = faults.reduce(
      (sum, fault) => sum + (fault.kind === 'clockSkew' ? fault.ms : 0),
      this.clockSkewMs,
    );
    return { t: now + skew, tid: text(hexDigits, 32, this.seed, tidTopic, ++this.answers) };
  }
}

function tryRead(path: string): WirePath | undefined {
  try {
    return readWirePath(path);
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

function codeOf(outcome: Outcome | undefined, faults: readonly Fault[]): number | undefined {
  const coded = faults.find((fault) => fault.kind === 'code');
  return coded ? coded.code : outcome?.code;
}
