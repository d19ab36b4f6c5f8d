import type { Asker } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { isAbortError } from '../../base/errors.js';
import { Emitter } from '../../base/event.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { DeviceUser } from '../../tuya/results.js';
import type { DeviceActions } from '../devices/deviceActions.js';
import { deviceUserForm, readDeviceUser, type DeviceUserForm } from '../devices/deviceUserInput.js';
import { readWeight, weightText, type WeightUnit } from '../devices/weightUnits.js';
import type { WriteResult } from '../devices/writeResult.js';
import type { Connections } from '../projects/connections.js';
import type { OnDemand } from '../details/detailsState.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import type { ProjectStore } from '../projects/projectStore.js';
import { OnDemandRead } from '../details/onDemandRead.js';
import type { UserFormKey, UserFormState } from './userFormState.js';
import type { WeightUnitPreference } from './weightUnitPreference.js';

export interface UserFormDeps {
  readonly connections: Pick<Connections, 'client'>;
  readonly devices: Pick<DeviceStore, 'device' | 'onDidChange'>;
  readonly projects: Pick<ProjectStore, 'get' | 'onDidChange'>;
  readonly actions: Pick<DeviceActions, 'users'>;
  readonly weight: WeightUnitPreference;
  readonly clock: Pick<Clock, 'now'>;
}

/** Makes forms; the caller owns each. */
export class UserForms {
  constructor(private readonly deps: UserFormDeps) {}

  /** @param draft values that were typed before, as after a window reload */
  open(key: UserFormKey, draft?: DeviceUserForm): UserForm {
    return new UserForm(key, this.deps, draft);
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
  private ending: UserFormState['ending'];

  constructor(
    readonly key: UserFormKey,
    private readonly deps: UserFormDeps,
    draft: DeviceUserForm | undefined,
  ) {
    super();
    const { connections, projects, devices, weight } = deps;
    const fire = (): void => this.changed.fire();
    this._register(toDisposable(() => this.ended.abort()));
    this._register(projects.onDidChange(fire));
    this._register(
      devices.onDidChange((refs) => refs.some(({ deviceId }) => deviceId === key.deviceId) && fire()),
    );
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
  }

  state(): UserFormState {
    const { key, deps, form, revision, saving, ending } = this;
    const project = deps.projects.get(key.projectId);
    const user = this.user();
    const input = readDeviceUser(form, deps.clock.now(), user);
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
   * Sends the user as typed, once; while a save is under way, another is that one. Never rejects: how it ended is in
   * the state.
   */
  async save(): Promise<void> {
    if (this.running) return this.running;
    const { userId, ...ref } = this.key;
    const input = readDeviceUser(this.form, this.deps.clock.now(), this.user());
    if (!input.ok || (userId !== undefined && !this.user())) return;
    const { users } = this.deps.actions;
    const { contact: _added, ...modified } = input.user;
    await this.attempt(() =>
      userId === undefined ? users.add(ref, input.user) : users.modify(ref, userId, modified),
    );
  }

  /** Looks once more whether the last save was done. */
  async lookAgain(): Promise<void> {
    if (this.running) return this.running;
    const { ending } = this;
    if (ending?.outcome !== 'unknown' || !ending.lookAgain) return;
    await this.attempt(ending.lookAgain);
  }

  private attempt(write: () => Promise<WriteResult<unknown>>): Promise<void> {
    this.running = this.perform(write).finally(() => (this.running = undefined));
    return this.running;
  }

  private async perform(write: () => Promise<WriteResult<unknown>>): Promise<void> {
    this.saving = true;
    const before = this.ending;
    this.ending = undefined;
    this.changed.fire();
    try {
      this.ending = await write();
    } catch (error) {
      this.ending = isAbortError(error) ? before : { outcome: 'notSent', error };
    } finally {
      this.saving = false;
      if (!this.isDisposed) this.changed.fire();
    }
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

function blankForm(weightUnit: WeightUnit): DeviceUserForm {
  return { nickName: '', sex: '', birthday: '', height: '', weight: '', weightUnit, contact: '' };
}
