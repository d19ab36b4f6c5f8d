import type { Asker } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { isAbortError } from '../../base/errors.js';
import { Emitter } from '../../base/event.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { NewDeviceUser } from '../../tuya/api/deviceUsers.js';
import type { TuyaClient } from '../../tuya/client.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import type { DeviceUser } from '../../tuya/results.js';
import type { DeviceActions } from '../devices/deviceActions.js';
import {
  deviceUserForm,
  readDeviceUser,
  type DeviceUserForm,
  type DeviceUserInput,
} from '../devices/deviceUserInput.js';
import { Doubt } from '../devices/doubt.js';
import { readWeight, weightText, type WeightUnit } from '../devices/weightUnits.js';
import {
  mayBeSentAgain,
  type DoneResult,
  type Observation,
  type UnknownResult,
  type WriteResult,
} from '../devices/writeResult.js';
import { hasFields } from '../devices/deviceUserMatch.js';
import type { Connections } from '../projects/connections.js';
import type { OnDemand } from '../details/detailsState.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import type { ProjectStore } from '../projects/projectStore.js';
import { OnDemandRead } from '../details/onDemandRead.js';
import type { EarlierSave, UserFormEnding, UserFormKey, UserFormState } from './userFormState.js';
import type { WeightUnitPreference } from './weightUnitPreference.js';

export interface UserFormDeps {
  readonly connections: Pick<Connections, 'client'>;
  readonly devices: Pick<DeviceStore, 'device' | 'hold' | 'onDidChange'>;
  readonly projects: Pick<ProjectStore, 'get' | 'onDidChange'>;
  readonly actions: Pick<DeviceActions, 'users'>;
  readonly weight: WeightUnitPreference;
  readonly clock: Clock;
}

const fields = ['nickName', 'sex', 'birthday', 'height', 'weight', 'contact'] as const;

/** Makes forms; the caller owns each. */
export class UserForms {
  constructor(private readonly deps: UserFormDeps) {}

  /**
   * @param draft values that were typed before, as after a window reload
   * @param earlier what the form with these values had sent
   */
  open(key: UserFormKey, draft?: DeviceUserForm, earlier?: EarlierSave): UserForm {
    return new UserForm(key, this.deps, draft, earlier);
  }
}

/** A device user being added or modified. What was typed stays, whatever the cloud says. */
export class UserForm extends Disposable {
  private readonly changed = this._register(new Emitter<void>());
  /** Fires on every change of what `state()` answers. */
  readonly onDidChange = this.changed.event;
  private readonly ended = new AbortController();
  private readonly current: OnDemandRead<DeviceUser>;
  private form: DeviceUserForm;
  private hasDraft: boolean;
  private revision = 1;
  private saving = false;
  private running: Promise<void> | undefined;
  private ending: UserFormEnding | undefined;
  private sentBefore: EarlierSave | undefined;
  /** What the last save sent. */
  private sent: NewDeviceUser | undefined;

  constructor(
    readonly key: UserFormKey,
    private readonly deps: UserFormDeps,
    draft: DeviceUserForm | undefined,
    earlier: EarlierSave | undefined,
  ) {
    super();
    const { connections, projects, devices, weight } = deps;
    const fire = (): void => this.changed.fire();
    this._register(toDisposable(() => this.ended.abort()));
    this._register(projects.onDidChange(fire));
    this._register(
      devices.onDidChange((refs) => refs.some(({ deviceId }) => deviceId === key.deviceId) && fire()),
    );
    this._register(devices.hold(key));
    this.hasDraft = draft !== undefined;
    this.form = draft ?? blankForm(weight.unit);
    this.current = new OnDemandRead(
      async (asking) => {
        const client = await connections.client(key.projectId, asking);
        return client.deviceUsers.get(key.deviceId, key.userId ?? '', asking.signal);
      },
      fire,
      this.ended.signal,
    );
    this.useUnit(weight.unit);
    this._register(weight.onDidChange(() => this.useUnit(weight.unit)));
    if (!earlier || key.userId !== undefined) return;
    // Where the window ended while it was being sent, the connection broke just now.
    this.sentBefore = earlier.added ? earlier : { since: deps.clock.now(), ...earlier };
    this.sent = earlier.user;
    if (earlier.added && !earlier.isChanging) this.ending = this.lackOf(earlier.user);
    else if (earlier.result) this.end(earlier.result);
  }

  /** A new user who was sent, and who is there or may be. */
  get earlier(): EarlierSave | undefined {
    return this.sentBefore;
  }

  state(): UserFormState {
    const { key, deps, form, revision, saving, ending } = this;
    const project = deps.projects.get(key.projectId);
    const input = this.input();
    return {
      key,
      isProjectThere: project !== undefined,
      isProtected: project?.isProtected === true,
      deviceName: deps.devices.device(key)?.value.name,
      current: this.currentState(),
      form,
      revision,
      problems: input.ok ? new Map() : input.problems,
      isDirty: this.isDirty(),
      saving,
      earlier: this.sentBefore,
      ending,
    };
  }

  /** Reads the user who is to be modified; nothing for a new one. Never rejects. */
  async load(asker: Asker): Promise<void> {
    if (this.key.userId === undefined) return;
    await this.current.load(asker);
    const user = this.user();
    if (!user || this.hasDraft) return;
    this.take(deviceUserForm(user, this.deps.weight.unit));
  }

  /** What a person typed. */
  edit(form: DeviceUserForm): void {
    this.hasDraft = true;
    // The unit is chosen elsewhere, for all forms; a form that is behind is brought along.
    this.form = form;
    if (form.weightUnit !== this.deps.weight.unit) this.useUnit(this.deps.weight.unit);
    else this.changed.fire();
  }

  /**
   * Sends the user as typed, once; while a save is under way, another is that one. Where an earlier one is in doubt, it
   * is looked for first. Never rejects: how it ended is in the state.
   */
  async save(): Promise<void> {
    if (this.running) return this.running;
    const { userId } = this.key;
    const input = this.input();
    if (!input.ok || (userId !== undefined && !this.user())) return;
    if (this.ending?.outcome === 'done' && this.sent && isSame(input.user, this.sent)) return;
    await this.attempt(() => (userId === undefined ? this.add(input.user) : this.modify(userId, input.user)));
  }

  /** Looks once more whether the last save was done. */
  async lookAgain(): Promise<void> {
    if (this.running) return this.running;
    const { ending } = this;
    if (ending?.outcome !== 'unknown') return;
    const { lookAgain } = ending;
    if (lookAgain) await this.attempt(() => lookAgain(this.ended.signal));
  }

  private async add(user: NewDeviceUser): Promise<UserFormEnding> {
    const before = this.sentBefore;
    if (before && !before.added) {
      const earlier = await this.look(before);
      if (earlier && earlier.outcome !== 'done') return earlier;
      if (earlier) {
        this.takeSaved(before.user, earlier);
        if (isSame(before.user, user)) return earlier;
      }
    }
    return this.sentBefore?.added ? this.amend(this.sentBefore, user) : this.sendNew(user);
  }

  /**
   * What became of an earlier save; undefined where the user may be sent. With other values only this form knows that the
   * same person is meant; and the doubt may have been put away in the device's panel.
   */
  private async look(before: EarlierSave): Promise<WriteResult<unknown> | undefined> {
    const { result } = before;
    const now = result
      ? ((await result.lookAgain?.(this.ended.signal)) ?? result)
      : await this.takeUp(before);
    return now.outcome !== 'done' && mayBeSentAgain(now, { isAdditive: true }) ? undefined : now;
  }

  /** Goes on with the doubt of an earlier window. */
  private async takeUp(before: EarlierSave): Promise<WriteResult<string | undefined>> {
    const { projectId } = this.key;
    const { signal } = this.ended;
    const doubt = new Doubt<string | undefined>({
      clock: this.deps.clock,
      error: leftInDoubt(),
      client: (asking) => this.deps.connections.client(projectId, asking),
      look: (client, looking) => this.find(client, before.user, looking),
      ...(before.since !== undefined && { brokeAt: before.since }),
    });
    signal.addEventListener('abort', () => doubt.cancel(), { once: true });
    await doubt.lookAgain(signal);
    const result = doubt.follow(() => undefined);
    if (result.outcome !== 'unknown') return result;
    const { lookError } = result;
    // No call could be made: the person can mend that.
    if (lookError !== undefined && !TuyaError.is(lookError)) throw lookError;
    this.sentBefore = { ...before, result };
    return result;
  }

  /** Who is on the device as sent is the one whose saving was in doubt in an earlier window. */
  private async find(
    client: TuyaClient,
    user: NewDeviceUser,
    signal: AbortSignal,
  ): Promise<Observation<string | undefined>> {
    const { items, badRecords, isMissing } = await client.deviceUsers.list(this.key.deviceId, signal);
    const found = items.filter((one) => hasFields(one, user));
    if (found.length > 0) return { seen: 'done', value: found.length === 1 ? found[0]?.userId : undefined };
    return { seen: isMissing || badRecords.length > 0 ? 'unclear' : 'notYet' };
  }

  private async sendNew(user: NewDeviceUser): Promise<WriteResult<unknown>> {
    this.sent = user;
    const result = await this.sending({ user }, () => this.deps.actions.users.add(this.key, user));
    if (result.outcome === 'unknown') this.sentBefore = { user, result, since: this.deps.clock.now() };
    return result;
  }

  /** A new user who is there already: without an id nothing can be changed, and the contact never. */
  private async amend(before: EarlierSave, user: NewDeviceUser): Promise<UserFormEnding> {
    const userId = before.added?.userId;
    const saved = before.isChanging ? undefined : before.user;
    if (saved && isSame(saved, user)) {
      this.sent = saved;
      return { outcome: 'done', settledBy: 'answer', value: userId };
    }
    if (userId === undefined) return { outcome: 'savedPartly', unsaved: 'changes' };
    if (saved && isSame(withContactOf(saved, user), user))
      return { outcome: 'savedPartly', unsaved: 'contact' };
    return this.modify(userId, user);
  }

  private async modify(userId: string, user: NewDeviceUser): Promise<WriteResult> {
    const { contact: _added, ...modified } = user;
    const { sentBefore } = this;
    this.sent = withContactOf(modified, sentBefore?.user);
    return this.sending(sentBefore && { ...sentBefore, isChanging: true }, () =>
      this.deps.actions.users.modify(this.key, userId, modified),
    );
  }

  /** Has it known before it leaves that it was sent, as the window may end meanwhile. What was refused wasn't sent. */
  private async sending<T>(
    now: EarlierSave | undefined,
    write: () => Promise<WriteResult<T>>,
  ): Promise<WriteResult<T>> {
    const before = this.sentBefore;
    let isRefused = true;
    this.sentBefore = now;
    this.changed.fire();
    try {
      const result = await write();
      isRefused = result.outcome === 'notDone';
      return result;
    } finally {
      if (isRefused) this.sentBefore = before;
    }
  }

  private attempt(write: () => Promise<UserFormEnding>): Promise<void> {
    this.running = this.perform(write).finally(() => (this.running = undefined));
    return this.running;
  }

  private async perform(write: () => Promise<UserFormEnding>): Promise<void> {
    this.saving = true;
    const before = this.ending;
    this.ending = undefined;
    this.changed.fire();
    try {
      this.end(await write());
    } catch (error) {
      this.ending = isAbortError(error) ? before : { outcome: 'notSent', error };
    } finally {
      this.saving = false;
      if (!this.isDisposed) this.changed.fire();
    }
  }

  /** Takes a result that was waited for, or that came by itself while somebody typed on. */
  private end(result: UserFormEnding): void {
    this.ending = result;
    if (result.outcome === 'unknown') void this.follow(result);
    if (result.outcome !== 'done' || !this.sent) return;
    this.takeSaved(this.sent, result);
    const lack = this.lackOf(this.sent);
    if (lack) this.ending = lack;
  }

  private takeSaved(user: NewDeviceUser, { value }: DoneResult<unknown>): void {
    this.sent = user;
    if (this.key.userId !== undefined) return;
    const added =
      this.sentBefore?.added ?? (typeof value === 'string' && value !== '' ? { userId: value } : {});
    this.sentBefore = { user, added };
  }

  /** What stands in the form, and not in the user who was saved. */
  private lackOf(saved: NewDeviceUser): UserFormEnding | undefined {
    const input = this.input();
    if (input.ok && isSame(input.user, saved)) return undefined;
    const { added } = this.sentBefore ?? {};
    if (added && added.userId === undefined) return { outcome: 'savedPartly', unsaved: 'changes' };
    if (added && input.ok && isSame(input.user, withContactOf(saved, input.user)))
      return { outcome: 'savedPartly', unsaved: 'contact' };
    return { outcome: 'savedBefore' };
  }

  private async follow(result: UnknownResult<unknown>): Promise<void> {
    const later = await result.later;
    if (!later || this.ending !== result || this.isDisposed) return;
    this.end(later);
    this.changed.fire();
  }

  private input(): DeviceUserInput {
    return readDeviceUser(this.form, this.deps.clock.now(), this.user());
  }

  private isDirty(): boolean {
    if (this.ending?.outcome === 'done') return false;
    const user = this.user();
    if (this.key.userId !== undefined && !user) return this.hasDraft;
    const { form } = this;
    const clean = user ? deviceUserForm(user, form.weightUnit) : blankForm(form.weightUnit);
    return Object.entries(clean).some(([field, value]) => Reflect.get(form, field) !== value);
  }

  /** The typed weight in the other unit; text that is no weight stays as it is. */
  private useUnit(unit: WeightUnit): void {
    const { weight, weightUnit } = this.form;
    const grams = readWeight(weight, weightUnit);
    const converted = grams === undefined || unit === weightUnit ? weight : weightText(grams, unit);
    this.take({ ...this.form, weight: converted, weightUnit: unit });
  }

  /** Values that don't come from the person who types. */
  private take(form: DeviceUserForm): void {
    this.form = form;
    this.revision++;
    this.changed.fire();
  }

  private user(): DeviceUser | undefined {
    return this.current.state.state === 'read' ? this.current.state.value : undefined;
  }

  private currentState(): OnDemand<DeviceUser> | undefined {
    if (this.key.userId === undefined) return undefined;
    const { state } = this.current;
    return state.state === 'unsupported' ? { state: 'failed', problem: undefined } : state;
  }
}

function isSame(a: NewDeviceUser, b: NewDeviceUser): boolean {
  return fields.every((field) => a[field] === b[field]);
}

function withContactOf(user: NewDeviceUser, other: NewDeviceUser | undefined): NewDeviceUser {
  const { contact: _own, ...rest } = user;
  return { ...rest, ...(other?.contact !== undefined && { contact: other.contact }) };
}

function leftInDoubt(): TuyaError {
  return new TuyaError('outcomeUnknown', {
    operation: 'deviceUsers.add',
    message: "It isn't known whether the user was added before the window was reloaded.",
    remedy: 'lookAtDevice',
  });
}

function blankForm(weightUnit: WeightUnit): DeviceUserForm {
  return { nickName: '', sex: '', birthday: '', height: '', weight: '', weightUnit, contact: '' };
}
