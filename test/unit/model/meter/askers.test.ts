import { describe, expect, it } from 'vitest';
import type { Asker, Asking } from '../../../../src/base/asking.js';
import { isAbortError } from '../../../../src/base/errors.js';
import { Emitter } from '../../../../src/base/event.js';
import { silentLogger } from '../../../../src/base/logger.js';
import { Batch } from '../../../../src/model/devices/batch.js';
import { DeviceActions } from '../../../../src/model/devices/deviceActions.js';
import { DeviceDetailsModel } from '../../../../src/model/details/deviceDetails.js';
import { KeptFleet } from '../../../../src/model/fleet/keptFleet.js';
import { saveFleet } from '../../../../src/model/fleet/saveFleet.js';
import { accountOf } from '../../../../src/model/fleet/account.js';
import { DeviceStore } from '../../../../src/model/fleet/deviceStore.js';
import { Fleet } from '../../../../src/model/fleet/fleet.js';
import type { Place } from '../../../../src/model/fleet/fleetViews.js';
import { DeviceListLoad } from '../../../../src/model/lists/deviceListLoad.js';
import { LogDevices } from '../../../../src/model/logs/open/logDevices.js';
import { BudgetError } from '../../../../src/model/meter/budgetError.js';
import { CallBudget } from '../../../../src/model/meter/callBudget.js';
import { CloudTime } from '../../../../src/model/projects/cloudTime.js';
import type { Connections } from '../../../../src/model/projects/connections.js';
import { ProjectStore } from '../../../../src/model/projects/projectStore.js';
import { UserForms } from '../../../../src/model/userForm/userForm.js';
import { WeightUnitPreference } from '../../../../src/model/userForm/weightUnitPreference.js';
import { startQuery } from '../../../../src/panels/logs/startQuery.js';
import type { TuyaClient } from '../../../../src/tuya/client.js';
import { aDevice } from '../../../support/fakeFleetCloud.js';
import { aProject } from '../../../support/fleetSetup.js';
import { aQuery, logSetup, seeded, settled } from '../../../support/logSessionSetup.js';
import { noModels } from '../../../support/productModels.js';
import { MemoryState, MemoryVault } from '../../../support/storage.js';
import { StoppedClock } from './meterSetup.js';

const ref = { projectId: 'p', deviceId: 'gw' };

interface Gate {
  readonly passed: Promise<void>;
  pass(): void;
}
function aGate(): Gate {
  let pass = (): void => undefined;
  const passed = new Promise<void>((resolve) => (pass = resolve));
  return { passed, pass: () => pass() };
}

/** A budget, and a cloud behind it whose answers wait for a gate. */
function aHouse(used: number) {
  const clock = new StoppedClock();
  const projects = new ProjectStore(
    new MemoryState(new Map([['projects', [aProject]]])),
    new MemoryVault(),
    () => 'id',
    silentLogger,
  );
  const firstRead = aGate();
  const answers = aGate();
  const counts = { used, admitted: 0, calls: 0 };
  const budget = new CallBudget({
    meter: {
      firstRead: firstRead.passed,
      monthUsed: () => counts.used,
      onDidChange: new Emitter<void>().event,
      tellOnce: () => Promise.resolve(false),
    },
    projects,
    clock,
  });
  const questions: { answer(goOn: boolean): void }[] = [];
  let refusals = 0;
  budget.askWith(
    () =>
      new Promise((resolve) => {
        const answer = (goOn: boolean): void => {
          if (!goOn) refusals++;
          resolve(goOn);
        };
        questions.push({ answer });
      }),
  );
  const call = async <T>(result: T): Promise<T> => {
    counts.calls++;
    await answers.passed;
    return result;
  };
  const gateway = aDevice('gw', { category: 'wg2' });
  const page = { items: [gateway], badRecords: [] };
  const client = {
    devices: {
      get: () => call(gateway),
      list: () => call(page),
      listOfUser: () => call(page),
      subDevices: () => call({ items: [], badRecords: [] }),
      factoryInfos: () => call({ items: [], badRecords: [] }),
      iterateOfUser: async function* () {
        yield await call(page);
      },
      rename: () => call(undefined),
    },
    deviceUsers: { list: () => call({ items: [], badRecords: [] }), get: () => call({ extra: {} }) },
    outlets: { names: () => call([]) },
  } as unknown as TuyaClient;
  const connections = {
    client: async (projectId: string, asking: Asking) => {
      await budget.admit(projectId, asking);
      counts.admitted++;
      return client;
    },
    time: () => new CloudTime(),
  } as Partial<Connections> as Connections;
  const devices = new DeviceStore();
  const fleet = new Fleet({ projects, connections, devices, clock, searchLimit: () => 5 });
  const actions = new DeviceActions({
    connections,
    devices,
    clock,
    log: silentLogger,
    isProtected: () => false,
  });
  return {
    ...{ projects, connections, devices, fleet, actions, clock, budget },
    counts,
    questions,
    refusals: () => refusals,
    firstRead,
    answers,
  };
}
type House = ReturnType<typeof aHouse>;

/** What can be read together: `join` has it read for somebody, and `problem` is what is shown then. */
interface Shared {
  join(asking: Asking & { readonly signal: AbortSignal }): Promise<unknown>;
  problem(): unknown;
}

const listed =
  (place: Place) =>
  ({ fleet }: House): Shared => {
    const own = fleet.of('p');
    const view = () =>
      place.kind === 'users'
        ? own.users()
        : place.kind === 'owner'
          ? own.devicesOf(place.uid)
          : own.subDevicesOf('gw');
    return {
      join: (asking) => (asking.asker === 'person' ? own.refresh(place, asking) : own.load(place, asking)),
      problem: () => {
        const failed = view().notes.find((note) => note.kind === 'failed');
        return failed?.error;
      },
    };
  };

function detailsOf(house: House) {
  const model = new DeviceDetailsModel({
    state: new MemoryState(),
    ...house,
    budget: { mayRunAutomatically: () => true },
    models: noModels,
  });
  return model.open(ref);
}

const users: Readonly<Record<string, (house: House) => Shared>> = {
  "a project's users": listed({ kind: 'users', projectId: 'p' }),
  "a user's devices": listed({ kind: 'owner', projectId: 'p', uid: 'u1' }),
  "a gateway's sub-devices": listed({ kind: 'gateway', ...ref }),
  'the details of a device': (house) => {
    const details = detailsOf(house);
    return {
      join: ({ asker }) => details.refresh(asker),
      problem: () => details.state().problem,
    };
  },
  'live values and a refresh': (house) => {
    const details = detailsOf(house);
    return {
      join: ({ asker }) => details.refresh(asker, asker === 'person' ? 'whole' : 'live'),
      problem: () => details.state().problem,
    };
  },
  "a device's users": (house) => {
    const { extras } = detailsOf(house);
    return {
      join: ({ asker }) => extras.users.load(asker),
      problem: () => (extras.users.state.state === 'failed' ? extras.users.state.problem : undefined),
    };
  },
  'a list of devices': ({ connections, devices, clock }) => {
    const load = new DeviceListLoad(
      'p',
      { kind: 'user', uid: 'u1' },
      {
        connections,
        devices,
        now: () => clock.now(),
      },
    );
    return { join: (asking) => load.refresh(asking), problem: () => load.state().problem };
  },
  'the form of a user': (house) => {
    const weight = new WeightUnitPreference(new MemoryState());
    const form = new UserForms({ ...house, weight }).open({ ...ref, userId: 'u' });
    return {
      join: ({ asker }) => form.load(asker),
      problem: () => {
        const { current } = form.state();
        return current?.state === 'failed' ? current.problem : undefined;
      },
    };
  },
};

/** Those whose callers can each give up. */
const cancellable = new Set(Object.keys(users).slice(0, 3).concat('a list of devices'));

interface Joined {
  readonly asker: Asker;
  readonly abort: AbortController;
  /** Questions that had been answered with no when it joined. */
  readonly refusalsBefore: number;
  /** Somebody had given up by then: what is cancelled isn't read again by looking at it. */
  readonly isAfterCancel: boolean;
  /** What was shown when it had ended; what it was rejected with. */
  ending?: { readonly problem: unknown; readonly refusals: number };
}

async function play(name: string, seed: number): Promise<void> {
  const random = seeded(seed);
  const pick = <T>(...of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];
  for (let skipped = 0; skipped < 5; skipped++) random();
  const isOver = random() < 0.8;
  const house = aHouse(isOver ? 26_000 : 10);
  const shared = users[name]?.(house);
  if (!shared) throw new Error(name);
  const goOn = random() < 0.5;
  const joined: Joined[] = [];
  const weak = cancellable.has(name) ? 'quiet' : 'background';
  const isCancelled = (): boolean => joined.some(({ abort }) => abort.signal.aborted);
  const join = (asker: Asker): void => {
    const abort = new AbortController();
    const one: Joined = { asker, abort, refusalsBefore: house.refusals(), isAfterCancel: isCancelled() };
    joined.push(one);
    const end = (): void => {
      one.ending = { problem: shared.problem(), refusals: house.refusals() };
    };
    shared.join({ asker, signal: abort.signal }).then(end, end);
  };
  const hasPerson = random() < 0.8;
  const steps = 3 + Math.floor(random() * 12);
  join(pick(weak, weak, hasPerson ? 'person' : weak));
  for (let step = 0; step < steps; step++) {
    const what = random();
    if (what < 0.3) join(pick(weak, hasPerson ? 'person' : weak));
    else if (what < 0.4) house.firstRead.pass();
    else if (what < 0.5) house.answers.pass();
    else if (what < 0.6) house.questions.at(-1)?.answer(goOn);
    else if (what < 0.7 && cancellable.has(name)) pick(...(joined as [Joined, ...Joined[]])).abort.abort();
    else if (what < 0.73) house.counts.used = 26_000;
    else if (what < 0.85) await Promise.resolve();
    else await settled();
  }
  house.firstRead.pass();
  house.answers.pass();
  for (let turn = 0; turn < 20; turn++) {
    for (const { answer } of house.questions) answer(goOn);
    await settled();
  }
  const persons = joined.filter(({ asker }) => asker === 'person');
  const { counts, questions } = house;
  const told = `${name}, seed ${seed}`;
  for (const { asker, abort, ending, refusalsBefore, isAfterCancel } of joined) {
    expect(ending, told).toBeDefined();
    if (abort.signal.aborted) continue;
    if (asker === 'person' || !isAfterCancel) expect(isAbortError(ending?.problem), told).toBe(false);
    if (asker !== 'person' || !(ending?.problem instanceof BudgetError)) continue;
    // Somebody asked, and said no.
    expect(ending.problem.asker, told).toBe('person');
    expect(ending.refusals, told).toBeGreaterThan(refusalsBefore);
  }
  if (persons.length === 0 || counts.used < 26_000) expect(questions, told).toHaveLength(0);
  if (goOn) expect(questions.length, told).toBeLessThanOrEqual(1);
  expect(questions.length, told).toBeLessThanOrEqual(persons.length);
  if (isOver && (questions.length === 0 || !goOn)) expect(counts.calls, told).toBe(0);
  if (isCancelled()) expect(counts.calls, told).toBeLessThanOrEqual(counts.admitted);
  else expect(counts.calls, told).toBe(counts.admitted);
}

describe('a person and what reads by itself, who want the same', () => {
  it.each(Object.keys(users))('%s', { timeout: 60_000 }, async (name) => {
    for (let seed = 1; seed <= 150; seed++) await play(name, seed);
  });
});

describe('one question', () => {
  /** A person says no to whatever is asked. */
  async function refused(act: (house: House) => Promise<unknown> | undefined, used = 26_000): Promise<House> {
    const house = aHouse(used);
    house.firstRead.pass();
    house.answers.pass();
    const ended = { is: false };
    void act(house)?.then(
      () => (ended.is = true),
      () => (ended.is = true),
    );
    for (let turn = 0; turn < 100 && !ended.is; turn++) {
      await settled();
      for (const { answer } of house.questions) answer(false);
    }
    expect(ended.is).toBe(true);
    return house;
  }
  const signal = new AbortController().signal;
  const asking = { asker: 'person', signal } as const;
  const many = Array.from({ length: 12 }, (_, index) => ({ projectId: 'p', deviceId: `d${index}` }));

  it('is asked for a range of many devices, and none once more for what it costs', async () => {
    const { deviceIds, open } = logSetup({ products: ['climate', 'door', 'leak', 'strip'] });
    const { questions, counts } = await refused(async ({ connections }) => {
      const session = open({ connections });
      await session.run(aQuery({ kind: 'last', ms: 3_600_000 }));
      const { state, problem } = { ...session.state(), state: session.state().emptyReason };
      expect([state, problem]).toMatchObject(['failed', { reason: 'usedUp', asker: 'person' }]);
      session.dispose();
    });
    expect(deviceIds.length).toBeGreaterThan(2);
    expect([questions.length, counts.calls]).toEqual([1, 0]);
    const cost = await refused(async ({ connections }) => {
      const session = open({ connections });
      const query = { ...aQuery({ kind: 'last', ms: 3_600_000 }), codes: [] };
      const start = { query: { ...query, types: [...query.types], codes: [] }, confirmed: false };
      const told = await startQuery({ session, run: (...asked) => session.run(...asked) }, start, signal);
      expect(told).toMatchObject({ state: 'refused', message: expect.stringContaining('budget') as string });
      session.dispose();
    });
    expect([cost.questions.length, cost.counts.calls]).toEqual([1, 0]);
  });

  it('is asked for a batch of many devices, and once more when it is tried again', async () => {
    const { questions, counts } = await refused(async ({ actions }) => {
      const batch = new Batch(many, (one) => actions.resetFactory(one), 3);
      const report = await batch.run();
      expect(report.counts).toMatchObject({ refused: many.length });
      await batch.retry();
      batch.dispose();
    });
    expect([questions.length, counts.calls]).toEqual([2, 0]);
  });

  it("is asked for the names of a log's devices", async () => {
    const key = { projectId: 'p', deviceIds: many.map(({ deviceId }) => deviceId) };
    const names = { of: () => new Map(), onDidChange: new Emitter<typeof ref>().event };
    const { questions } = await refused(async (house) => {
      const logDevices = new LogDevices(key, { ...house, names, models: noModels });
      await logDevices.read('person');
      logDevices.dispose();
    });
    expect(questions).toHaveLength(1);
  });

  it('is asked for a list whose sub-devices have no gateway yet', async () => {
    const { questions } = await refused(async ({ fleet, devices }) => {
      const sub = aDevice('sub', { sub: true, uid: 'u1' });
      devices.put('p', [sub, aDevice('gw', { category: 'wg2', uid: 'u1' })], 1);
      const own = fleet.of('p');
      const keys = new Set(['sub', 'gw']);
      const list = { keys, at: 1, total: 2, unread: undefined };
      const pieces = saveFleet({
        account: accountOf(aProject),
        deviceList: { ...list, at: undefined },
        users: undefined,
        nameOf: () => undefined,
        owners: [{ uid: 'u1', list }],
        lookedAt: [],
        gateways: [],
        device: (deviceId) => devices.device({ projectId: 'p', deviceId }),
        subDevicesOf: () => [],
      });
      const kept = KeptFleet.of([...(pieces ?? [])].join(''));
      if (kept) await own.restore(kept, new AbortController().signal);
      return own.refresh({ kind: 'owner', projectId: 'p', uid: 'u1' }, asking);
    });
    expect(questions).toHaveLength(1);
  });

  it('is asked where a list is read further, which costs as much', async () => {
    const house = aHouse(0);
    house.firstRead.pass();
    house.answers.pass();
    const load = new DeviceListLoad('p', { kind: 'user', uid: 'u1' }, { ...house, now: () => 0 });
    const pages = Array.from({ length: 20 }, (_, page) => ({
      items: Array.from({ length: 100 }, (_row, row) => aDevice(`d${page * 100 + row}`)),
      badRecords: [],
    }));
    const client = await house.connections.client('p', asking);
    Object.assign(client.devices, {
      iterateOfUser: async function* () {
        for (const page of pages) {
          house.counts.calls++;
          yield await Promise.resolve(page);
        }
      },
    });
    await load.refresh(asking);
    expect(load.state().hasMore).toBe(true);
    house.counts.used = 26_000;
    const before = house.counts.calls;
    const more = load.loadMore(asking);
    await expect.poll(() => house.questions.length).toBe(1);
    house.questions[0]?.answer(false);
    await more;
    expect(load.state()).toMatchObject({ problem: { reason: 'usedUp' }, hasMore: true });
    expect(house.counts.calls).toBe(before);
  });

  it('is not asked by a log that comes back with its window, and is by the person who reads it again', async () => {
    const { open } = logSetup();
    const { questions } = await refused(async (house) => {
      const session = open({ connections: house.connections });
      await session.run(aQuery({ kind: 'last', ms: 3_600_000 }), 'background');
      expect(house.questions).toHaveLength(0);
      expect(session.state().problem).toMatchObject({ reason: 'usedUp', asker: 'background' });
      await session.reload();
      session.dispose();
    });
    expect(questions).toHaveLength(1);
  });
});
