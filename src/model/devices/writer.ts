import { deviceKey } from '../../base/deviceKey.js';
import type { Clock } from '../../base/clock.js';
import { isAbortError, throwIfAborted } from '../../base/errors.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { TuyaClient } from '../../tuya/client.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import type { OperationName } from '../../tuya/operations.js';
import type { Connections } from '../projects/connections.js';
import type { DeviceRef } from '../projects/project.js';
import { Doubt } from './doubt.js';
import { Doubts, type Change } from './doubts.js';
import { KeyedQueue } from './keyedQueue.js';
import { ProtectedError } from './protection.js';
import { mayBeSentAgain, type Observation, type WriteResult } from './writeResult.js';

/** So long a change that is wanted again is the one in doubt. */
const sameWishMs = 300_000;

export interface WriterDeps {
  readonly connections: Pick<Connections, 'client'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Asked at the moment of each write. */
  readonly isProtected: (projectId: string) => boolean;
}

export interface Write<T, B> extends Change {
  /** Made twice it makes two. */
  readonly isAdditive?: boolean;
  /** Reads what a look will compare with. Nothing is sent if it rejects. */
  readonly prepare?: (client: TuyaClient, signal?: AbortSignal) => Promise<B>;
  readonly send: (client: TuyaClient) => Promise<T>;
  /** Reads whether the write took place; absent where no operation shows it. */
  readonly look?: (client: TuyaClient, before: Before<B>, signal?: AbortSignal) => Promise<Observation<T>>;
}

/** What was known before the write. */
export interface Before<B> {
  /** Local time at which it was sent, epoch milliseconds. */
  readonly sentAt: number;
  readonly prepared: B | undefined;
  /** Of the project's keys. */
  readonly generation: number;
}

/** A write that has ended, whichever way; one that was unknown is told again when it is seen to be done. */
export interface WriteEvent extends Change {
  readonly result: WriteResult<unknown>;
}

/**
 * The one way by which anything is changed in a cloud: refused first where the project is protected, sent once, and
 * where no clear answer came, looked for. Writes to the same device follow one another.
 */
export class Writer extends Disposable {
  private readonly queue = new KeyedQueue();
  /** What is unknown, and looked at again. */
  readonly doubts = this._register(new Doubts());
  private readonly written = this._register(new Emitter<WriteEvent>());
  readonly onDidWrite: Event<WriteEvent> = this.written.event;

  constructor(private readonly deps: WriterDeps) {
    super();
  }

  get now(): number {
    return this.deps.clock.now();
  }

  /** @throws ProtectedError */
  check({ projectId }: DeviceRef): void {
    if (this.deps.isProtected(projectId)) throw new ProtectedError(projectId);
  }

  /**
   * The signal ends the waiting before the write and for the looks after it, never the write itself: one that has left
   * is waited for. Looks that follow by themselves go on. Where the very same change is in doubt, it is looked for first,
   * and nothing is sent while it may still come.
   * @throws ProtectedError, ProjectError, SecretVaultError or an abort error, each before anything was sent
   */
  async run<T, B = undefined>(write: Write<T, B>, signal?: AbortSignal): Promise<WriteResult<T>> {
    this.check(write.ref);
    const { projectId, deviceId } = write.ref;
    return this.queue.run(deviceKey({ projectId, deviceId }), () => this.perform(write, signal));
  }

  /** A change that an earlier window left in doubt: nothing is sent, it is looked for as one of this window. */
  resume<T>(
    change: Change & Required<Pick<Write<T, undefined>, 'look'>>,
    { sentAt, ...about }: { readonly sentAt: number; readonly brokeAt: number; readonly error: TuyaError },
  ): void {
    const generation = this.doubts.generationOf(change.ref.projectId);
    const doubt = this.doubtOf(change, { sentAt, prepared: undefined, generation }, about);
    this.doubts.add(change, doubt, () => this.report(change, doubt.result));
  }

  private doubtOf<T, B>(
    { ref, look }: Required<Pick<Write<T, B>, 'ref' | 'look'>>,
    before: Before<B>,
    about: { readonly error: TuyaError; readonly brokeAt?: number },
  ): Doubt<T> {
    return new Doubt<T>({
      clock: this.deps.clock,
      ...about,
      client: (asking) => this.deps.connections.client(ref.projectId, asking),
      look: (current, looking) => look(current, before, looking),
    });
  }

  private async perform<T, B>(write: Write<T, B>, signal: AbortSignal | undefined): Promise<WriteResult<T>> {
    throwIfAborted(signal);
    this.check(write.ref);
    const client = await this.deps.connections.client(write.ref.projectId, { asker: 'person', signal });
    const earlier = (await this.earlier(write)?.lookAgain(signal)) as WriteResult<T> | undefined;
    if (earlier && !mayBeSentAgain(earlier, write)) return earlier;
    const prepared = await write.prepare?.(client, signal);
    throwIfAborted(signal);
    // It may have been protected while this write waited.
    this.check(write.ref);
    const generation = this.doubts.generationOf(write.ref.projectId);
    const before: Before<B> = { sentAt: this.now, prepared, generation };
    const result = await this.send(write, client, before, signal);
    // What is to be deleted is gone already: the earlier attempt, which stays in doubt, may have done it.
    const mayBeEarlier = result.outcome === 'notDone' && result.error.reason === 'notFound';
    if (mayBeEarlier && earlier) return earlier;
    if (result.outcome !== 'unknown') this.doubts.forget(write);
    this.report(write, result);
    return result;
  }

  /** After a while the same change is another wish: what is seen by then may be anybody's doing. */
  private earlier<T, B>(write: Write<T, B>): Doubt<unknown> | undefined {
    const doubt = this.doubts.find(write);
    return write.isAdditive || (doubt && doubt.ageMs < sameWishMs) ? doubt : undefined;
  }

  private async send<T, B>(
    write: Write<T, B>,
    client: TuyaClient,
    before: Before<B>,
    signal: AbortSignal | undefined,
  ): Promise<WriteResult<T>> {
    try {
      return { outcome: 'done', settledBy: 'answer', value: await write.send(client) };
    } catch (failure) {
      const error = asTuyaError(failure, write.operation);
      if (error.reason !== 'outcomeUnknown') return { outcome: 'notDone', settledBy: 'answer', error };
      return this.settle(write, client, before, error, signal);
    }
  }

  private async settle<T, B>(
    write: Write<T, B>,
    client: TuyaClient,
    before: Before<B>,
    error: TuyaError,
    signal: AbortSignal | undefined,
  ): Promise<WriteResult<T>> {
    const { look, ref } = write;
    if (!look) return { outcome: 'unknown', why: 'noRead', error };
    const doubt = this.doubtOf({ ref, look }, before, { error });
    const settled = await doubt.settle(client, signal);
    if (settled.outcome !== 'unknown') return settled;
    if (before.generation !== this.doubts.generationOf(ref.projectId)) {
      // The keys that the project has now are those of another cloud: what they show is no answer.
      doubt.close();
      const { lookAgain: _, ...rest } = settled;
      return rest;
    }
    this.doubts.add(write, doubt, () => this.report(write, doubt.result));
    return doubt.result;
  }

  private report({ ref, operation, about }: Change, result: WriteResult<unknown>): void {
    const { outcome } = result;
    const error = 'error' in result ? result.error : undefined;
    this.deps.log.log(outcome === 'done' ? 'info' : 'warn', `${operation}: ${outcome}`, {
      device: ref.deviceId,
      settledBy: 'settledBy' in result ? result.settledBy : undefined,
      reason: error?.reason,
      code: error?.code,
      tid: error?.tid,
    });
    this.written.fire({ ref, operation, about, result });
  }
}

/** A client that was closed under a write says "aborted": then nobody knows how far the write came. */
function asTuyaError(failure: unknown, operation: OperationName): TuyaError {
  if (TuyaError.is(failure)) return failure;
  if (!isAbortError(failure)) throw failure;
  return new TuyaError('outcomeUnknown', {
    operation,
    message: "It isn't known whether the change was made. The connection was closed.",
    remedy: 'lookAtDevice',
    underlying: 'network',
    cause: failure,
  });
}
