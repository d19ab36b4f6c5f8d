import { endingWith, SharedCall, type Asking, type EndingAsking } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { isAbortError, toError } from '../../base/errors.js';
import type { FileLock, HeldLock } from '../../base/fileLock.js';
import type { Logger } from '../../base/logger.js';
import { missingAtMost, type KeptModel, type KeptModels } from './keptModels.js';
import { askForModel, type Asked, type ProductClients } from './productCalls.js';
import type { ModelState, ProductRef } from './productModel.js';
import type { Access, ProjectAccess } from './projectAccess.js';

export interface ModelReadingDeps {
  readonly clients: ProductClients;
  readonly kept: Pick<KeptModels, 'read' | 'write'>;
  readonly access: Pick<ProjectAccess, 'of' | 'learn'>;
  /** Lets one window at a time ask for what has this name. */
  readonly lock: (...name: readonly string[]) => Pick<FileLock, 'take'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Of the project; undefined where there is no such project. */
  endpointOf(projectId: string): string | undefined;
}

/** So long it is believed that a product has no model: nobody adds one every day. */
const noneForMs = 7 * 86_400_000;
/** So long after a failure only a person is a reason to try again. */
const restMs = 60_000;

/** Reads the model of one product of one project: from what was kept, else from the cloud, once for all who ask. */
export class ModelReading {
  private current: ModelState = { state: 'unread' };
  /** The last one that wasn't passing: what is there again where a call is given up. */
  private lasting: ModelState = this.current;
  private kept: KeptModel | undefined;
  private looking: Promise<void> | undefined;
  private failedAt: number | undefined;
  /** The device that is asked, and what those reported who wait for the answer. */
  private deviceId = '';
  private readonly codes = new Set<string>();
  private readonly loads = new SharedCall<void>((asking) => this.read(asking, false));
  private readonly renewals = new SharedCall<void>((asking) => this.read(asking, true));

  /** @param ended ends the calls of all who wait */
  constructor(
    private readonly deps: ModelReadingDeps,
    private readonly ref: ProductRef,
    private readonly ended: AbortSignal,
    private readonly changed: () => void,
  ) {}

  get state(): ModelState {
    return this.current;
  }

  /** What was kept, and whether asking is refused. Costs no call. Never rejects. */
  look(): Promise<void> {
    return (this.looking ??= this.lookNow());
  }

  /** The same, again: another window may have read it. */
  async lookAgain(): Promise<void> {
    await this.looking;
    this.looking = undefined;
    await this.look();
  }

  async load(deviceId: string, codes: Iterable<string>, asking: Asking): Promise<void> {
    await this.look();
    for (const code of codes) if (this.codes.size < missingAtMost) this.codes.add(code);
    const rests = this.failedAt !== undefined && this.deps.clock.now() - this.failedAt < restMs;
    if (!this.isCallWorthwhile() || (rests && asking.asker !== 'person')) return;
    await this.run(this.loads, deviceId, asking);
  }

  renew(deviceId: string, asking: Asking): Promise<void> {
    return this.run(this.renewals, deviceId, asking);
  }

  private async run(call: SharedCall<void>, deviceId: string, asking: Asking): Promise<void> {
    this.deviceId = deviceId;
    try {
      await call.run(endingWith(asking, this.ended));
    } catch (error) {
      // Whoever gave up isn't waiting, and what failed is in the state.
      if (!isAbortError(error)) this.fail(error);
    }
  }

  private async lookNow(): Promise<void> {
    const { projectId, productId } = this.ref;
    const endpoint = this.deps.endpointOf(projectId);
    if (endpoint === undefined) return;
    const kept = await this.deps.kept.read(endpoint, productId);
    if (kept && kept.at >= (this.kept?.at ?? 0)) this.take(kept);
    if (this.current.state !== 'unread') return;
    const problem = (await this.deps.access.of(projectId)).refusalOf(productId);
    if (problem && this.current.state === 'unread') this.set({ state: 'refused', problem });
  }

  /** Whether there is anything that an answer might add. */
  private isCallWorthwhile(): boolean {
    const { kept, deps } = this;
    if (!kept) return true;
    if (!kept.model) return deps.clock.now() - kept.at > noneForMs;
    if (kept.missing.length >= missingAtMost) return false;
    const known = new Set([...kept.model.points.map(({ code }) => code), ...kept.missing]);
    return [...this.codes].some((code) => !known.has(code));
  }

  private async read(asking: EndingAsking, isRenewal: boolean): Promise<void> {
    const { clients, access, kept } = this.deps;
    const { projectId, productId } = this.ref;
    const endpoint = this.deps.endpointOf(projectId);
    if (endpoint === undefined) return;
    const startedAt = this.deps.clock.now();
    try {
      const known = await access.of(projectId);
      if (!isRenewal && this.isRefused(known)) return;
      if (this.current.state !== 'read') this.set({ state: 'loading' });
      const client = await clients.client(projectId, asking);
      const held = await this.hold(known, endpoint, asking.signal);
      try {
        // Another window may have been first.
        const found = await kept.read(endpoint, productId);
        if (found && found.at >= (this.kept?.at ?? 0)) this.take(found);
        const open = await access.of(projectId);
        if (isRenewal ? (found?.at ?? 0) > startedAt : !this.isCallWorthwhile() || this.isRefused(open))
          return;
        const asked = await askForModel(
          client.products,
          {
            deviceId: this.deviceId,
            codes: this.codes,
            closedBy: (route) => (isRenewal ? undefined : open.closedBy(route)),
          },
          asking.signal,
        );
        await this.learn(endpoint, asked, isRenewal);
      } finally {
        await held?.release();
      }
    } catch (error) {
      if (isAbortError(error) && this.current.state === 'loading') this.set(this.lasting);
      throw error;
    }
  }

  /** One product after the other, until it is known what this project may ask for. */
  private async hold(
    { isKnown }: Access,
    endpoint: string,
    signal: AbortSignal,
  ): Promise<HeldLock | undefined> {
    const { projectId, productId } = this.ref;
    try {
      const lock = isKnown
        ? this.deps.lock('model', endpoint, productId)
        : this.deps.lock('access', projectId);
      return await lock.take(signal);
    } catch (error) {
      if (isAbortError(error)) throw error;
      return undefined;
    }
  }

  /** A model that was read once stands, whatever is refused now. */
  private isRefused({ refusalOf }: Access): boolean {
    const problem = refusalOf(this.ref.productId);
    if (!problem) return false;
    if (!this.kept?.model && this.current.state !== 'refused') this.set({ state: 'refused', problem });
    return true;
  }

  private async learn(endpoint: string, asked: Asked, isRenewal: boolean): Promise<void> {
    const { clock, access, kept } = this.deps;
    const { projectId, productId } = this.ref;
    const { outcome } = asked;
    this.failedAt = undefined;
    const old = this.kept?.model;
    // Who was asked for a code more, and answers with less, is worth less than what is kept.
    const isPoorer =
      old?.source === 'thingModel' && outcome.kind === 'read' && outcome.route !== 'thingModel';
    const isNew = outcome.kind === 'read' && (isRenewal || !isPoorer);
    const model = isNew ? outcome.answer : old;
    const known = new Set(model?.points.map(({ code }) => code));
    const askedFor = asked.isUnsettled ? [] : this.codes;
    const missing = [...new Set([...(this.kept?.missing ?? []), ...askedFor])].filter(
      (code) => !known.has(code),
    );
    const next: KeptModel = {
      version: 1,
      productId,
      at: isNew || !this.kept ? clock.now() : this.kept.at,
      model,
      missing: missing.slice(0, missingAtMost),
    };
    // First for whoever waits here, and before others may ask for it.
    if (outcome.kind === 'refused' && !old) this.set({ state: 'refused', problem: outcome.problem });
    else if (outcome.kind === 'refused' && isRenewal) this.fail(outcome.problem);
    else {
      this.take(outcome.kind === 'none' && !old ? { ...next, at: clock.now() } : next);
      await this.attempt('keep a model', () => kept.write(endpoint, this.kept ?? next));
    }
    await this.attempt('keep a refusal', () => access.learn(projectId, productId, asked));
  }

  private async attempt(what: string, job: () => Promise<void>): Promise<void> {
    try {
      await job();
    } catch (error) {
      this.deps.log.log('warn', 'The model of a product could not be kept', {
        what,
        error: toError(error).name,
      });
    }
  }

  private take(kept: KeptModel): void {
    const { state } = this.current;
    const wasSame = kept.at === this.kept?.at && (state === 'read' || state === 'none');
    this.kept = kept;
    if (wasSame) return;
    const { productId, at: readAt, model } = kept;
    if (model) this.set({ state: 'read', model: { ...model, productId, readAt } });
    else this.set(this.isCallWorthwhile() ? { state: 'unread' } : { state: 'none' });
  }

  private fail(problem: unknown): void {
    this.failedAt = this.deps.clock.now();
    const { current } = this;
    this.set(
      current.state === 'read'
        ? { state: 'read', model: current.model, problem }
        : { state: 'failed', problem },
    );
  }

  private set(state: ModelState): void {
    this.current = state;
    if (state.state !== 'loading') this.lasting = state;
    this.changed();
  }
}
