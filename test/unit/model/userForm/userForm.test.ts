import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/base/clock.js';
import { Emitter } from '../../../../src/base/event.js';
import type { DeviceUserForm } from '../../../../src/model/devices/deviceUserInput.js';
import type { EarlierSave } from '../../../../src/model/userForm/userFormState.js';
import { userFormSnapshot } from '../../../../src/panels/userForm/userFormSnapshot.js';
import { earlierSaveSchema } from '../../../../src/protocol/userForm.js';
import type { DeviceActions } from '../../../../src/model/devices/deviceActions.js';
import { UserForms, type UserForm } from '../../../../src/model/userForm/userForm.js';
import { WeightUnitPreference } from '../../../../src/model/userForm/weightUnitPreference.js';
import type { Project } from '../../../../src/model/projects/project.js';
import type { ProjectsChange } from '../../../../src/model/projects/projectStore.js';
import { SimulatedTime } from '../../../support/logSessionSetup.js';
import type { ManualClock } from '../../../support/simulatorSigner.js';
import { actionsSetup } from '../devices/cloudSetup.js';

const blank: DeviceUserForm = {
  nickName: '',
  sex: '',
  birthday: '',
  height: '',
  weight: '',
  weightUnit: 'kg',
  contact: '',
};
const zoe: DeviceUserForm = {
  ...blank,
  nickName: 'Zoë',
  sex: '2',
  birthday: '1990-02-28',
  height: '172',
  weight: '61.5',
  contact: 'z@example.com',
};

async function setUp<C extends Clock = ManualClock>(clock?: C) {
  const setup = actionsSetup({ seed: 7 }, clock);
  const ref = await setup.known('scale');
  const kept = new Map<string, unknown>();
  const weight = new WeightUnitPreference({
    get: (key) => kept.get(key),
    update: (key, value) => Promise.resolve(void kept.set(key, value)),
  });
  const project: Project = { id: 'p', name: 'P', kind: 'demo', endpoint: '', accessId: '', uids: [] };
  const forms = new UserForms({
    connections: { client: () => Promise.resolve(setup.client) },
    devices: setup.store,
    projects: { get: () => project, onDidChange: new Emitter<ProjectsChange>().event },
    actions: setup.actions,
    weight,
    clock: setup.clock,
  });
  const users = async () => (await setup.client.deviceUsers.list(ref.deviceId)).items;
  return { ...setup, ref, forms, weight, users };
}

async function saved(form: UserForm): Promise<string | undefined> {
  await form.save();
  return form.state().ending?.outcome;
}

describe('the form of a new user', () => {
  it('is sent once when it is saved twice, and both wait for its end', async () => {
    const { forms, ref, users } = await setUp();
    const before = (await users()).length;
    const form = forms.open(ref);
    form.edit(zoe);
    const first = form.save();
    await form.save();
    expect(form.state()).toMatchObject({ saving: false, ending: { outcome: 'done' } });
    await first;
    expect(await users()).toHaveLength(before + 1);
  });

  it('keeps the name of its device, though that left the project', async () => {
    const { forms, ref, store } = await setUp();
    const form = forms.open(ref);
    const { deviceName } = form.state();
    expect(deviceName).toBeTruthy();
    store.forget(ref.projectId, [ref.deviceId]);
    expect(form.state().deviceName).toBe(deviceName);
    form.dispose();
    expect(store.device(ref)).toBeUndefined();
  });

  it('starts blank and clean, and is dirty by what is typed', async () => {
    const { forms, ref } = await setUp();
    const form = forms.open(ref);
    expect(form.state()).toMatchObject({ form: blank, isDirty: false, ending: undefined });
    form.edit({ ...blank, nickName: 'Z' });
    expect(form.state().isDirty).toBe(true);
    form.edit(blank);
    expect(form.state().isDirty).toBe(false);
  });

  it('sends nothing while a field is wrong', async () => {
    const { forms, ref, cloud } = await setUp();
    const form = forms.open(ref);
    form.edit({ ...zoe, sex: '', height: '1' });
    await form.save();
    expect([...form.state().problems]).toEqual([
      ['sex', 'missing'],
      ['height', 'tooSmall'],
    ]);
    expect(cloud.ledger.count('addDeviceUser').calls).toBe(0);
  });

  it('adds the user, with grams and a day at midnight UTC', async () => {
    const { forms, ref, users } = await setUp();
    const form = forms.open(ref);
    form.edit(zoe);
    expect(await saved(form)).toBe('done');
    expect(form.state().isDirty).toBe(false);
    expect((await users()).at(-1)).toMatchObject({
      nickName: 'Zoë',
      weight: 61_500,
      birthday: Date.UTC(1990, 1, 28),
      contact: 'z@example.com',
    });
  });

  it('keeps every value through a refusal, with the reason', async () => {
    const { forms, ref, cloud } = await setUp();
    const form = forms.open(ref);
    form.edit(zoe);
    const fault = cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'addDeviceUser' });
    expect(await saved(form)).toBe('notDone');
    expect(form.state()).toMatchObject({ form: zoe, isDirty: true, saving: false });
    fault.remove();
    expect(await saved(form)).toBe('done');
  });

  it('sends nothing in a protected project', async () => {
    const { forms, ref, cloud, protect } = await setUp();
    protect(true);
    const form = forms.open(ref);
    form.edit(zoe);
    expect(await saved(form)).toBe('notSent');
    expect(form.state()).toMatchObject({ form: zoe, isDirty: true });
    expect(cloud.ledger.count('addDeviceUser').calls).toBe(0);
  });

  it('sends once, however often it is asked while it sends', async () => {
    const { forms, ref, cloud } = await setUp();
    const form = forms.open(ref);
    form.edit(zoe);
    await Promise.all([form.save(), form.save(), form.save()]);
    expect(cloud.ledger.count('addDeviceUser')).toEqual({ calls: 1, executed: 1 });
  });

  it('goes on from a draft', async () => {
    const { forms, ref } = await setUp();
    const form = forms.open(ref, zoe);
    expect(form.state()).toMatchObject({ form: zoe, isDirty: true });
  });

  it('converts the weight with the unit, and leaves what is none as it is', async () => {
    const { forms, ref, weight } = await setUp();
    const form = forms.open(ref);
    form.edit(zoe);
    const before = form.state().revision;
    await weight.prefer('g');
    expect(form.state().form).toMatchObject({ weight: '61500', weightUnit: 'g' });
    expect(form.state().revision).toBeGreaterThan(before);
    form.edit({ ...form.state().form, weight: 'x' });
    await weight.prefer('kg');
    expect(form.state().form).toMatchObject({ weight: 'x', weightUnit: 'kg' });
  });
});

describe('the form of a new user whose saving broke off', () => {
  const broken = { kind: 'reset', when: 'before' } as const;
  async function inDoubt(lateMs: number) {
    const setup = await setUp(new SimulatedTime());
    const before = (await setup.users()).length;
    const operation = 'addDeviceUser';
    setup.cloud.faults.add({ fault: broken, operation, times: 1 });
    setup.cloud.faults.add({ fault: { kind: 'late', ms: lateMs }, operation, times: 1 });
    const form = setup.forms.open(setup.ref);
    form.edit(zoe);
    const saving = form.save();
    await setup.clock.pass(2_000);
    await saving;
    const added = async () => (await setup.users()).slice(before);
    return { ...setup, form, added };
  }
  const lateness = [0, 2_000, 5_000, 20_000];
  const moments = [0, 1_000, 4_000, 9_000, 19_000, 28_500, 60_000];

  it.each(lateness.flatMap((late) => moments.map((again) => [late, again])))(
    'adds one, where the cloud ends after %i ms and Save is pressed again %i ms after the looks',
    async (late = 0, again = 0) => {
      const { form, added, clock } = await inDoubt(late);
      await clock.pass(again);
      await form.save();
      await form.save();
      expect(['done', 'unknown']).toContain(form.state().ending?.outcome);
      await clock.pass(60_000);
      expect(form.state()).toMatchObject({ ending: { outcome: 'done' }, isDirty: false });
      expect(await added()).toMatchObject([{ nickName: 'Zoë' }]);
    },
  );

  it.each(lateness.flatMap((late) => moments.map((again) => [late, again])))(
    'changes that one, where the cloud ends after %i ms and other values are saved %i ms after the looks',
    async (late = 0, again = 0) => {
      const { form, added, clock } = await inDoubt(late);
      await clock.pass(again);
      form.edit({ ...zoe, nickName: 'Zoë B', weight: '62' });
      await form.save();
      await clock.pass(60_000);
      await form.save();
      expect(form.state()).toMatchObject({ ending: { outcome: 'done' }, isDirty: false });
      expect(await added()).toMatchObject([{ nickName: 'Zoë B', weight: 62_000 }]);
    },
  );

  it('says that what was typed since isn’t saved yet', async () => {
    const { form, clock } = await inDoubt(5_000);
    expect(form.state()).toMatchObject({ ending: { outcome: 'unknown', why: 'notYet' } });
    form.edit({ ...zoe, height: '173' });
    await clock.pass(10_000);
    expect(form.state()).toMatchObject({ ending: { outcome: 'savedBefore' }, isDirty: true });
  });

  it.each([1_000, 12_000, 40_000])(
    'is known to the form that goes on with its values (after %i ms)',
    async (after) => {
      const { form, forms, ref, added, clock } = await inDoubt(20_000);
      form.dispose();
      await clock.pass(after);
      const next = forms.open(ref, { ...zoe, height: '180' }, form.earlier);
      await next.save();
      await clock.pass(60_000);
      await next.save();
      expect(await added()).toMatchObject([{ nickName: 'Zoë', height: 180 }]);
      next.dispose();
    },
  );

  /** What the page keeps of it over a window reload. */
  const kept = (form: UserForm): EarlierSave | undefined => {
    const { earlier } = userFormSnapshot(form.state(), 0);
    return earlier && earlierSaveSchema.parse(JSON.parse(JSON.stringify(earlier)));
  };
  /** The window ends, and its doubts with it. */
  const reload = (form: UserForm, { doubts }: DeviceActions): EarlierSave | undefined => {
    form.dispose();
    doubts.drop('p');
    return kept(form);
  };
  const listDeviceUsers = { operation: 'listDeviceUsers' } as const;
  const blindness = [
    { kind: 'code', code: 1106 },
    { kind: 'rewrite', rewrite: () => null },
    { kind: 'rewrite', rewrite: (users: unknown) => [(users as unknown[])[0], 5] },
  ] as const;

  it.each(blindness)('is not sent again after a window reload while it can’t be seen (%j)', async (fault) => {
    const { form, forms, ref, added, clock, cloud, actions } = await inDoubt(1_000_000);
    const earlier = reload(form, actions);
    await clock.pass(1_000_000);
    const blind = cloud.faults.add({ fault, ...listDeviceUsers });
    const next = forms.open(ref, zoe, earlier);
    await next.save();
    expect(next.state().ending).toMatchObject({ outcome: 'unknown' });
    expect(cloud.ledger.count('addDeviceUser').calls).toBe(1);
    blind.remove();
    await next.save();
    expect(next.state().ending).toMatchObject({ outcome: 'done', settledBy: 'look' });
    expect(await added()).toHaveLength(1);
    next.dispose();
  });

  it.each(
    lateness.flatMap((late) => [0, 1_000, 4_000, 12_000, 27_000].map((again) => [late, again] as const)),
  )(
    'is added once, where the cloud ends after %i ms, the window is reloaded and Save pressed again %i ms later',
    async (late, again) => {
      const { form, forms, ref, added, clock, actions } = await inDoubt(late);
      await clock.pass(1_000);
      const first = forms.open(ref, zoe, reload(form, actions));
      await clock.pass(again);
      await first.save();
      const second = forms.open(ref, zoe, reload(first, actions));
      await second.save();
      await clock.pass(60_000);
      await second.save();
      expect(second.state()).toMatchObject({ ending: { outcome: 'done' }, isDirty: false });
      expect(await added()).toMatchObject([{ nickName: 'Zoë' }]);
      second.dispose();
    },
  );

  it('is sent again after a window reload, once nothing has come of it for long enough', async () => {
    const { form, forms, ref, added, clock, actions, cloud } = await inDoubt(1_000_000);
    const next = forms.open(ref, zoe, reload(form, actions));
    await next.save();
    expect(next.state().ending).toMatchObject({ outcome: 'unknown', why: 'notYet' });
    await clock.pass(30_500);
    await next.save();
    expect(next.state().ending).toMatchObject({ outcome: 'done', settledBy: 'answer' });
    expect(cloud.ledger.count('addDeviceUser')).toEqual({ calls: 2, executed: 1 });
    expect(await added()).toHaveLength(1);
    next.dispose();
  });

  it.each([
    ['the same form', false],
    ['another form', true],
  ])('is added once, where the doubt is put away and Save pressed again in %s', async (_name, isOther) => {
    const { form, forms, ref, added, clock, actions } = await inDoubt(20_000);
    for (const { id } of actions.doubts.of(ref)) actions.doubts.dismiss(id);
    expect(actions.doubts.of(ref)).toEqual([]);
    await clock.pass(3_000);
    const next = isOther ? forms.open(ref, zoe) : form;
    await next.save();
    expect(next.state().ending).toMatchObject({ outcome: 'unknown' });
    await clock.pass(60_000);
    await next.save();
    expect(next.state().ending).toMatchObject({ outcome: 'done', settledBy: 'look' });
    expect(await added()).toHaveLength(1);
    for (const one of [form, next]) one.dispose();
  });

  it('is added once, where the window was reloaded while the user was being sent', async () => {
    const { forms, ref, clock, users, cloud, actions } = await setUp(new SimulatedTime());
    const before = (await users()).length;
    const operation = 'addDeviceUser';
    cloud.faults.add({ fault: broken, operation, times: 1 });
    cloud.faults.add({ fault: { kind: 'late', ms: 20_000 }, operation, times: 1 });
    const form = forms.open(ref, zoe);
    const saving = form.save();
    const earlier = kept(form);
    await clock.pass(2_000);
    await saving;
    actions.doubts.drop('p');
    const next = forms.open(ref, zoe, earlier);
    await next.save();
    await clock.pass(60_000);
    await next.save();
    expect((await users()).slice(before)).toHaveLength(1);
    for (const one of [form, next]) one.dispose();
  });

  it.each([0, 5_000, 20_000, 1_000_000])(
    'is changed after a window reload, where other values stand in the form (the cloud ends after %i ms)',
    async (late) => {
      const { form, forms, ref, added, clock, actions } = await inDoubt(late);
      form.edit({ ...zoe, height: '180' });
      // Up to here the doubt may have ended: the form knows who was added then, and the page too.
      await clock.pass(40_000);
      const earlier = reload(form, actions);
      await clock.pass(1_000_000);
      const next = forms.open(ref, { ...zoe, height: '180' }, earlier);
      await next.save();
      expect(next.state()).toMatchObject({ ending: { outcome: 'done' }, isDirty: false });
      expect(await added()).toMatchObject([{ nickName: 'Zoë', height: 180 }]);
      next.dispose();
    },
  );

  it('is changed after a window reload while it was being sent', async () => {
    const { forms, ref, clock, users } = await setUp(new SimulatedTime());
    const before = (await users()).length;
    const form = forms.open(ref, zoe);
    const saving = form.save();
    const earlier = kept(form);
    await saving;
    await clock.pass(1_000);
    const next = forms.open(ref, { ...zoe, height: '180' }, earlier);
    await next.save();
    expect((await users()).slice(before)).toMatchObject([{ height: 180 }]);
    next.dispose();
  });

  it('is changed by the form that goes on, where the change was refused or is in doubt', async () => {
    const { form, forms, ref, added, clock, cloud, actions } = await inDoubt(0);
    const other = { ...zoe, height: '180' };
    form.edit(other);
    const operation = 'modifyDeviceUser';
    const refusing = cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation });
    await form.save();
    expect(form.state().ending).toMatchObject({ outcome: 'notDone' });
    form.edit(zoe);
    expect(await saved(form)).toBe('done');
    refusing.remove();
    cloud.faults.add({ fault: broken, operation, times: 1 });
    const second = forms.open(ref, other, form.earlier);
    expect(second.state().ending).toEqual({ outcome: 'savedBefore' });
    const saving = second.save();
    await clock.pass(2_000);
    await saving;
    expect(second.state().ending).toMatchObject({ outcome: 'unknown' });
    await clock.pass(60_000);
    // What was added first may stand in the cloud, or what it was changed into: it is sent in any case.
    const third = forms.open(ref, zoe, reload(second, actions));
    expect(third.state().ending).toBeUndefined();
    await third.save();
    expect(third.state().ending).toMatchObject({ outcome: 'done' });
    expect(cloud.ledger.count(operation)).toEqual({ calls: 3, executed: 1 });
    expect(await added()).toMatchObject([{ height: 172 }]);
    for (const one of [form, second, third]) one.dispose();
  });

  it('says that the contact isn’t as typed, and calls nobody for it', async () => {
    const { form, added, clock, cloud } = await inDoubt(5_000);
    await clock.pass(4_000);
    form.edit({ ...zoe, contact: 'zoe@example.com' });
    await form.save();
    expect(form.state()).toMatchObject({
      ending: { outcome: 'savedPartly', unsaved: 'contact' },
      isDirty: true,
    });
    await form.save();
    expect(cloud.ledger.count('modifyDeviceUser').calls).toBe(0);
    form.edit({ ...zoe, height: '180', contact: 'zoe@example.com' });
    await form.save();
    expect(form.state().ending).toEqual({ outcome: 'savedPartly', unsaved: 'contact' });
    expect(await added()).toMatchObject([{ height: 180, contact: 'z@example.com' }]);
    form.edit({ ...zoe, height: '180' });
    await form.save();
    expect(form.state()).toMatchObject({ ending: { outcome: 'done' }, isDirty: false });
    form.dispose();
  });

  it.each([true, false])(
    'says what isn’t saved where the cloud gives no id (in another window: %s)',
    async (isReloaded) => {
      const { form, forms, ref, cloud, clock, added, actions } = await inDoubt(5_000);
      const withoutIds = (users: unknown): unknown =>
        (users as Record<string, unknown>[]).map(({ user_id: _id, ...user }) => user);
      cloud.faults.add({ fault: { kind: 'rewrite', rewrite: withoutIds }, ...listDeviceUsers });
      const other = { ...zoe, height: '180' };
      form.edit(other);
      const next = isReloaded ? forms.open(ref, other, reload(form, actions)) : form;
      await clock.pass(10_000);
      await next.save();
      expect(next.state()).toMatchObject({
        ending: { outcome: 'savedPartly', unsaved: 'changes' },
        isDirty: true,
      });
      // Not by another try either, and not in a form that goes on.
      await next.save();
      const last = forms.open(ref, other, reload(next, actions));
      expect(last.state().ending).toEqual({ outcome: 'savedPartly', unsaved: 'changes' });
      await last.save();
      expect(last.state().ending).toEqual({ outcome: 'savedPartly', unsaved: 'changes' });
      last.edit(zoe);
      await last.save();
      expect(last.state().ending).toMatchObject({ outcome: 'done' });
      expect(await added()).toMatchObject([{ height: 172 }]);
      last.dispose();
    },
  );

  it('ends with the form that is only looked at', async () => {
    const { form, clock, cloud } = await inDoubt(3_000);
    await clock.pass(2_000);
    await form.lookAgain();
    expect(form.state()).toMatchObject({ ending: { outcome: 'done', settledBy: 'look' }, saving: false });
    expect(cloud.ledger.count('addDeviceUser')).toEqual({ calls: 1, executed: 1 });
  });
});

describe('the form of a user that is there', () => {
  async function openMila() {
    const setup = await setUp();
    const mila = (await setup.users())[0];
    const userId = mila?.userId ?? '';
    return { ...setup, userId, form: setup.forms.open({ ...setup.ref, userId }) };
  }

  it('shows the user as the cloud has it, clean', async () => {
    const { form } = await openMila();
    expect(form.state().current).toEqual({ state: 'unread' });
    await form.load('person');
    expect(form.state()).toMatchObject({
      isDirty: false,
      form: { nickName: 'Mila', sex: '2', birthday: '1988-04-17', height: '171', weight: '62.4' },
    });
  });

  it('does not write over a draft with what it reads', async () => {
    const { forms, ref, userId } = await openMila();
    const form = forms.open({ ...ref, userId }, { ...zoe, contact: '' });
    await form.load('person');
    expect(form.state()).toMatchObject({ form: { nickName: 'Zoë' }, isDirty: true });
  });

  it('modifies the user, and leaves the contact out', async () => {
    const { form, users, cloud } = await openMila();
    await form.load('person');
    form.edit({ ...form.state().form, height: '172' });
    expect(await saved(form)).toBe('done');
    expect((await users())[0]).toMatchObject({ height: 172, contact: 'mila.novak@example.com' });
    expect(cloud.ledger.writes.at(-1)?.body).not.toContain('contact');
  });

  it('saves nothing where the user could not be read', async () => {
    const { form, cloud } = await openMila();
    cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'getDeviceUser' });
    await form.load('person');
    expect(form.state().current).toMatchObject({ state: 'failed' });
    form.edit(zoe);
    await form.save();
    expect(cloud.ledger.count('modifyDeviceUser').calls).toBe(0);
  });
});
