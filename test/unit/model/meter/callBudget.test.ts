import { describe, expect, it } from 'vitest';
import type { Asker } from '../../../../src/base/asking.js';
import { AbortError } from '../../../../src/base/errors.js';
import { Emitter } from '../../../../src/base/event.js';
import { BudgetError } from '../../../../src/model/meter/budgetError.js';
import { CallBudget, type BudgetReached } from '../../../../src/model/meter/callBudget.js';
import type { Project } from '../../../../src/model/projects/project.js';
import type { ProjectsChange } from '../../../../src/model/projects/projectStore.js';
import { byPerson } from '../../../support/asking.js';
import { aProject } from '../../../support/fleetSetup.js';
import { StoppedClock } from './meterSetup.js';

const hour = 3_600_000;

function aBudget(fields: Partial<Project> = {}, isUnread = false) {
  let project: Project = { ...aProject, ...fields };
  const clock = new StoppedClock();
  clock.time = Date.UTC(2026, 10, 30, 14);
  const used = { p: 0 };
  const metered = new Emitter<void>();
  const projectsChanged = new Emitter<ProjectsChange>();
  const marks = new Set<string>();
  let tellRead = (): void => undefined;
  const firstRead = new Promise<void>((resolve) => (tellRead = resolve));
  if (!isUnread) tellRead();
  const make = (): CallBudget =>
    new CallBudget({
      meter: {
        firstRead,
        monthUsed: () => used.p,
        onDidChange: metered.event,
        tellOnce: (what) => {
          const mark = `${new Date(clock.time).getUTCMonth()} ${what}`;
          const isFirst = !marks.has(mark);
          marks.add(mark);
          return Promise.resolve(isFirst);
        },
      },
      projects: {
        get: (id) => (id === 'p' ? project : undefined),
        list: () => [project],
        onDidChange: projectsChanged.event,
      },
      clock,
    });
  return {
    budget: make(),
    make,
    clock,
    /** The meter knows by now what other windows used. */
    read: (calls: number) => {
      used.p = calls;
      tellRead();
    },
    use: (calls: number) => {
      used.p = calls;
      metered.fire();
    },
    change: (next: Partial<Project>) => {
      project = { ...project, ...next };
      projectsChanged.fire({ removed: [], rekeyed: [] });
    },
  };
}

describe('the state of a budget', () => {
  it.each([
    [{}, 20_799, { limit: 26_000, level: 'fine' }],
    [{}, 20_800, { limit: 26_000, level: 'near' }],
    [{}, 25_999, { limit: 26_000, level: 'near' }],
    [{}, 26_000, { limit: 26_000, level: 'over' }],
    [{ callBudget: 100 }, 80, { limit: 100, level: 'near' }],
    [{ callBudget: 100 }, 150, { limit: 100, level: 'over' }],
    [{ callBudget: 0 }, 1_000_000, { level: 'off' }],
    [{ kind: 'demo' as const }, 1_000_000, { level: 'free' }],
  ])('of %j with %i calls', (fields, used, state) => {
    const { budget, use } = aBudget(fields);
    use(used);
    expect(budget.state('p')).toEqual({ ...state, used });
    expect(budget.mayRunAutomatically('p')).toBe(state.level !== 'over');
  });

  it('leaves automatic work so many calls an hour as last until the month ends', () => {
    const { budget, use, change, clock } = aBudget({ callBudget: 1_000 });
    use(500);
    expect(budget.allowance('p')).toBe(50);
    use(1_200);
    expect(budget.allowance('p')).toBe(0);
    clock.time = Date.UTC(2026, 10, 30, 23, 59);
    use(500);
    expect(budget.allowance('p')).toBe(500);
    change({ callBudget: 0 });
    expect(budget.allowance('p')).toBe(Infinity);
  });
});

describe('a month that ends', () => {
  it('is told though nothing is called, also where the computer sleeps over it, and not to one that is gone', async () => {
    const { budget, clock } = aBudget();
    let told = 0;
    budget.onDidChange(() => told++);
    const pass = async (hours: number): Promise<number> => {
      clock.pass(hours * hour);
      await new Promise((resolve) => void setImmediate(resolve));
      return told;
    };
    for (let hours = 14; hours < 23; hours++) expect(await pass(1)).toBe(0);
    expect(await pass(1)).toBe(1);
    expect(await pass(70)).toBe(2);
    budget.dispose();
    expect(await pass(48)).toBe(2);
  });
});

describe('what is told', () => {
  it('is told once per budget and month, in one of all windows', async () => {
    const { budget, make, use, change, clock } = aBudget({ callBudget: 100 });
    const told: BudgetReached[] = [];
    for (const window of [budget, make()]) window.onDidReach((reached) => told.push(reached));
    const levels = async (calls: number): Promise<string[]> => {
      use(calls);
      use(calls);
      await Promise.resolve();
      return told.splice(0).map(({ level }) => level);
    };
    expect(await levels(79)).toEqual([]);
    expect(await levels(81)).toEqual(['near']);
    expect(await levels(99)).toEqual([]);
    expect(await levels(100)).toEqual(['over']);
    expect(await levels(140)).toEqual([]);
    change({ callBudget: 150 });
    expect(await levels(141)).toEqual(['near']);
    clock.time = Date.UTC(2026, 11, 20);
    expect(await levels(10)).toEqual([]);
    expect(await levels(130)).toEqual(['near']);
  });
});

describe('where the budget is used up', () => {
  it('a person is asked once an hour, all who wait share the answer, and it ends with the hour', async () => {
    const { budget, use, clock } = aBudget();
    const asked: string[] = [];
    budget.askWith(({ name }) => {
      asked.push(name);
      return Promise.resolve(true);
    });
    await budget.admit('p', byPerson());
    expect(asked).toEqual([]);
    use(26_000);
    await Promise.all([budget.admit('p', byPerson()), budget.admit('p', byPerson())]);
    clock.time += hour - 1;
    await budget.admit('p', byPerson());
    expect(asked).toEqual(['Bench']);
    clock.time += 1;
    await budget.admit('p', byPerson());
    expect(asked).toHaveLength(2);
    clock.time -= 48 * hour;
    await budget.admit('p', byPerson());
    expect(asked).toHaveLength(3);
  });

  it('nothing is called where the person says no, and the next wish asks again', async () => {
    const { budget, use } = aBudget();
    const answers = [false, true];
    budget.askWith(() => Promise.resolve(answers.shift() ?? false));
    use(30_000);
    await expect(budget.admit('p', byPerson())).rejects.toBeInstanceOf(BudgetError);
    await budget.admit('p', byPerson());
  });

  it('what nobody asked for is refused without a question', async () => {
    const { budget, use } = aBudget();
    let asked = 0;
    budget.askWith(() => {
      asked++;
      return Promise.resolve(true);
    });
    use(26_000);
    const admit = (asker: Asker): Promise<void> => budget.admit('p', { asker });
    await expect(admit('background')).rejects.toMatchObject({ name: 'BudgetError', asker: 'background' });
    expect(asked).toBe(0);
    await admit('person');
    expect(asked).toBe(1);
    // What the person agreed to is for what the person does: the rows that open, not what goes on by itself.
    await admit('quiet');
    await expect(admit('background')).rejects.toBeInstanceOf(BudgetError);
    expect(asked).toBe(1);
    expect(budget.mayRunAutomatically('p')).toBe(false);
  });

  it('a row that opens is refused without a question where nobody agreed', async () => {
    const { budget, use } = aBudget();
    let asked = 0;
    budget.askWith(() => Promise.resolve(++asked > 0));
    use(26_000);
    await expect(budget.admit('p', { asker: 'quiet' })).rejects.toBeInstanceOf(BudgetError);
    expect(asked).toBe(0);
  });

  it('nothing is let through before it is known what other windows used', async () => {
    const { budget, read } = aBudget({}, true);
    const waiting = budget.admit('p', { asker: 'background' });
    const gone = new AbortController();
    const givenUp = budget.admit('p', byPerson(gone.signal));
    gone.abort();
    await expect(givenUp).rejects.toBeInstanceOf(AbortError);
    read(26_000);
    await expect(waiting).rejects.toBeInstanceOf(BudgetError);
  });

  it('without a budget nobody waits for that', async () => {
    const { budget } = aBudget({ callBudget: 0 }, true);
    await budget.admit('p', byPerson());
  });

  it('one who gives up waiting leaves the question to the others', async () => {
    const { budget, use } = aBudget();
    let answer = (_goOn: boolean): void => undefined;
    budget.askWith(() => new Promise((resolve) => (answer = resolve)));
    use(26_000);
    const gone = new AbortController();
    const first = budget.admit('p', byPerson(gone.signal));
    const second = budget.admit('p', byPerson());
    gone.abort();
    await expect(first).rejects.toBeInstanceOf(AbortError);
    answer(true);
    await second;
  });

  it('the answer holds though the one who asked has given up', async () => {
    const { budget, use } = aBudget();
    let answer = (_goOn: boolean): void => undefined;
    let asked = 0;
    budget.askWith(() => {
      asked++;
      return new Promise((resolve) => (answer = resolve));
    });
    use(26_000);
    const gone = new AbortController();
    const first = budget.admit('p', byPerson(gone.signal));
    await expect.poll(() => asked).toBe(1);
    gone.abort();
    await expect(first).rejects.toBeInstanceOf(AbortError);
    answer(true);
    await budget.admit('p', byPerson());
    await budget.admit('p', { asker: 'quiet' });
    expect(asked).toBe(1);
  });

  it('a row that opens while the person is being asked waits for the answer', async () => {
    const { budget, use } = aBudget();
    let answer = (_goOn: boolean): void => undefined;
    budget.askWith(() => new Promise((resolve) => (answer = resolve)));
    use(26_000);
    const first = budget.admit('p', byPerson());
    await Promise.resolve();
    await Promise.resolve();
    const row = budget.admit('p', { asker: 'quiet' });
    await expect(budget.admit('p', { asker: 'background' })).rejects.toBeInstanceOf(BudgetError);
    answer(true);
    await Promise.all([first, row]);
  });
});
