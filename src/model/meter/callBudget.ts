import type { Asking } from '../../base/asking.js';
import { abortable } from '../../base/async.js';
import type { Clock } from '../../base/clock.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { Project } from '../projects/project.js';
import type { ProjectStore } from '../projects/projectStore.js';
import { BudgetError } from './budgetError.js';
import type { CallMeter } from './callMeter.js';
import { eachDay, monthOf, monthProgress } from './months.js';

/** What Tuya's trial edition has for a month. Which edition a project has, no call tells. */
export const trialBudget = 26_000;

/** From here on a person is warned. */
const nearAt = 0.8;
/** So long what a person agreed to holds. */
const consentMs = 3_600_000;

export interface BudgetState {
  /** Calls a month; absent where there is no budget. */
  readonly limit?: number;
  /** Calls of this month. */
  readonly used: number;
  /** `free`: calls of the demo cost nothing. `near` begins at 80 %. */
  readonly level: 'free' | 'off' | 'fine' | 'near' | 'over';
}

export interface BudgetReached {
  readonly projectId: string;
  readonly level: 'near' | 'over';
}

interface CallBudgetDeps {
  readonly meter: Pick<CallMeter, 'firstRead' | 'monthUsed' | 'onDidChange' | 'tellOnce'>;
  readonly projects: Pick<ProjectStore, 'get' | 'list' | 'onDidChange'>;
  readonly clock: Clock;
}

/** Asks the person whether to go on. */
export type AskToGoOn = (project: Project) => Promise<boolean>;

/**
 * The monthly budgets of the projects. Where one is used up, nothing is read by itself any more; what a person asks
 * for goes on after a word.
 */
export class CallBudget extends Disposable {
  private readonly changed = this._register(new Emitter<void>());
  /** What may run, or how much is used, may be another now. */
  readonly onDidChange: Event<void> = this.changed.event;
  private readonly reached = this._register(new Emitter<BudgetReached>());
  /** Once per project, budget and month, in one of all windows. */
  readonly onDidReach: Event<BudgetReached> = this.reached.event;

  /** When a person agreed to go on, by project. */
  private readonly agreedAt = new Map<string, number>();
  private readonly asking = new Map<string, Promise<boolean>>();
  private readonly marks = new Set<string>();
  /** Calls a month that Tuya's trial edition has. */
  readonly trial = trialBudget;
  private ask: AskToGoOn = () => Promise.resolve(true);

  constructor(private readonly deps: CallBudgetDeps) {
    super();
    const update = (): void => {
      this.changed.fire();
      this.tellWhatIsReached();
    };
    this._register(deps.meter.onDidChange(update));
    this._register(deps.projects.onDidChange(update));
    const ended = new AbortController();
    this._register(toDisposable(() => ended.abort()));
    // It ends with the abort only.
    eachDay(deps.clock, update, ended.signal).catch(() => undefined);
  }

  /** Until somebody says how a person is asked, nobody is. */
  askWith(ask: AskToGoOn): void {
    this.ask = ask;
  }

  state(projectId: string): BudgetState {
    const used = this.deps.meter.monthUsed(projectId);
    const project = this.deps.projects.get(projectId);
    if (project?.kind === 'demo') return { used, level: 'free' };
    const limit = project && limitOf(project);
    if (limit === undefined) return { used, level: 'off' };
    const level = used >= limit ? 'over' : used >= limit * nearAt ? 'near' : 'fine';
    return { limit, used, level };
  }

  /** Whether what nobody asked for just now may call: live values, tails, looks in the background. */
  mayRunAutomatically(projectId: string): boolean {
    return this.state(projectId).level !== 'over';
  }

  /** Calls per hour that automatic work may make until the month ends; Infinity where there is no budget. */
  allowance(projectId: string): number {
    const { limit, used } = this.state(projectId);
    if (limit === undefined) return Infinity;
    const hours = monthProgress(this.deps.clock.now()).left / 3_600_000;
    return Math.max(0, limit - used) / Math.max(1, hours);
  }

  /**
   * To be called before a project is called. Where its budget is used up, what goes on by itself is refused, whatever a
   * person agreed to for themselves; a quiet call needs that; and a person is asked. All who ask share one question.
   * @throws BudgetError where the call is refused; an abort error.
   */
  async admit(projectId: string, asking: Asking): Promise<void> {
    if (this.state(projectId).limit === undefined) return;
    // Before that it would look as if other windows, and the one before this, had called nobody.
    await abortable(this.deps.meter.firstRead, asking.signal);
    if (this.mayRunAutomatically(projectId)) return;
    if (asking.asker !== 'background') {
      if (this.isAgreed(projectId)) return;
      const answer = this.asking.get(projectId) ?? (asking.asker === 'person' && this.question(projectId));
      if (answer && (await abortable(answer, asking.signal))) return;
    }
    throw new BudgetError(asking.asker);
  }

  /** What the person agrees to holds from the answer on, whoever still waits for it. */
  private question(projectId: string): Promise<boolean> | undefined {
    const project = this.deps.projects.get(projectId);
    if (!project) return undefined;
    const answer = this.ask(project)
      .then((goOn) => {
        if (goOn) this.agreedAt.set(projectId, this.deps.clock.now());
        return goOn;
      })
      .finally(() => this.asking.delete(projectId));
    this.asking.set(projectId, answer);
    return answer;
  }

  private isAgreed(projectId: string): boolean {
    const at = this.agreedAt.get(projectId);
    const age = at === undefined ? Infinity : this.deps.clock.now() - at;
    return age >= 0 && age < consentMs;
  }

  private tellWhatIsReached(): void {
    for (const { id } of this.deps.projects.list()) {
      const { level, limit } = this.state(id);
      if (level !== 'near' && level !== 'over') continue;
      const mark = [encodeURIComponent(id).replaceAll('%', '.'), limit, level].join('-');
      const inMonth = `${monthOf(this.deps.clock.now())}-${mark}`;
      if (this.marks.has(inMonth)) continue;
      this.marks.add(inMonth);
      void this.tell({ projectId: id, level }, mark);
    }
  }

  private async tell(reached: BudgetReached, mark: string): Promise<void> {
    if (await this.deps.meter.tellOnce(mark)) this.reached.fire(reached);
  }
}

/** A project that says nothing has the trial's budget; one that says 0 has none. */
export function limitOf({ callBudget }: Pick<Project, 'callBudget'>): number | undefined {
  const limit = callBudget ?? trialBudget;
  return limit > 0 ? limit : undefined;
}
