import type { Clock } from '../../base/clock.js';
import { AbortError, isAbortError, throwIfAborted } from '../../base/errors.js';
import type { TuyaClient } from '../../tuya/client.js';
import type { DataCenter } from '../../tuya/dataCenters.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import type { Connections, Keys, Trial } from '../projects/connections.js';
import { asFieldError } from '../projects/projectCheck.js';
import type { MemoryTokens } from '../projects/tokenVault.js';
import { verdictOf, type Verdict } from './verdict.js';

/** Where to ask, and what it is called. */
export type Center = Pick<DataCenter, 'name' | 'endpoint'>;

export interface CenterAnswer {
  readonly center: Center;
  readonly verdict: Verdict;
  /** The token it gave, so that the saved project needs no second one. */
  readonly tokens: MemoryTokens;
}

/** Access ID and Access Secret, of a project whose data center nobody has named. */
export type BareKeys = Omit<Keys, 'endpoint'>;

/** What all of it may cost: a token and a list of devices each. Only a wrong clock of this computer costs more. */
export const callsPerCenter = 2;

const defaultLimits: FinderLimits = { wholeMs: 15_000, afterFirstMs: 4_000 };

export interface FinderLimits {
  /** For everything that one data center is asked. */
  readonly wholeMs: number;
  /** For the others, once one holds devices: some are far away, or silent to this region. */
  readonly afterFirstMs: number;
}

/** Asks every data center at once whether it knows a project's keys. They go to these hosts and to no other. */
export class DataCenterFinder {
  constructor(
    private readonly connections: Pick<Connections, 'trial'>,
    private readonly clock: Clock,
    /** The published ones; tests have others. Never taken from a setting or a workspace. */
    readonly centers: readonly Center[],
    private readonly limits = defaultLimits,
  ) {}

  /** The most calls it makes. */
  get cost(): number {
    return this.centers.length * callsPerCenter;
  }

  /**
   * Every data center's answer, in the order of `centers`; `onAnswer` gets each as it comes.
   * @throws ProjectCheckError for keys that can't be sent at all; an abort error where it was cancelled.
   */
  async find(
    keys: BareKeys,
    signal: AbortSignal,
    onAnswer: (answer: CenterAnswer) => void,
  ): Promise<readonly CenterAnswer[]> {
    const over = new AbortController();
    const late = new AbortController();
    const hurry = once(() => this.after(this.limits.afterFirstMs, over.signal, late));
    try {
      return await Promise.all(
        this.centers.map(async (center) => {
          const answer = await this.ask(center, keys, signal, late.signal);
          throwIfAborted(signal);
          if (answer.verdict.kind === 'holds') hurry();
          onAnswer(answer);
          return answer;
        }),
      );
    } finally {
      over.abort();
    }
  }

  private async ask(
    center: Center,
    keys: BareKeys,
    signal: AbortSignal,
    tooLongForAll: AbortSignal,
  ): Promise<CenterAnswer> {
    throwIfAborted(signal);
    const { client, tokens } = await this.open({ ...keys, endpoint: center.endpoint });
    const late = new AbortController();
    const over = new AbortController();
    this.after(this.limits.wholeMs, over.signal, late);
    try {
      const verdict = await verdictBy(client, AbortSignal.any([signal, late.signal, tooLongForAll]));
      return { center, verdict, tokens };
    } catch (error) {
      if (!isAbortError(error)) throw error;
      if (signal.aborted) throw new AbortError(undefined, { cause: error });
      return { center, verdict: { kind: 'unreachable', error: tooLate() }, tokens };
    } finally {
      over.abort();
      await client.close();
    }
  }

  /** Aborts when the time is up, unless it is over before. */
  private after(ms: number, over: AbortSignal, late: AbortController): void {
    this.clock.sleep(ms, over).then(
      () => late.abort(),
      () => undefined,
    );
  }

  private async open(keys: Keys): Promise<Trial> {
    try {
      return await this.connections.trial(keys, { repeats: false });
    } catch (error) {
      throw asFieldError(error);
    }
  }
}

async function verdictBy(client: TuyaClient, signal: AbortSignal): Promise<Verdict> {
  try {
    await client.test(signal);
    const { items, badRecords, total } = await client.devices.list({ pageSize: 1 }, signal);
    const seen = items.length + badRecords.length;
    const devices = Math.max(total ?? 0, seen);
    return devices === 0
      ? { kind: 'empty' }
      : { kind: 'holds', devices, orMore: total === undefined || total < seen };
  } catch (error) {
    if (!TuyaError.is(error)) throw error;
    return verdictOf(error);
  }
}

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (!done) run();
    done = true;
  };
}

function tooLate(): TuyaError {
  return new TuyaError('timeout', {
    operation: 'token',
    message: 'The data center took too long.',
    remedy: 'checkNetwork',
  });
}
