import { Disposable, toDisposable } from '../base/lifecycle.js';
import type { CountChange } from '../model/fleet/fleetCounts.js';

/** For each row that VS Code may ask for again with a count, ms: the larger the tree, the rarer. */
const msPerRow = 3;
/** How soon at the earliest, ms: where there are other devices, and where only states have changed, or one among many. */
const soonest = { number: 1_000, states: 10_000 } as const;
/** From so many devices on a few more or fewer are told as rarely as states. */
const many = 1_000;
/** What changes the picture of many: half as many more, or fewer. */
const much = 1.5;
/** How soon rows are sorted again at the earliest, ms; and for each device of their project. */
const soonestSort = 100;
const sortMsPerDevice = 0.05;

interface CountRowsDeps {
  /** How many rows VS Code has been given. */
  rows(): number;
  /** Devices that are known of a project. */
  devices(projectId: string): number;
  /** A whole fleet is being read: it will be drawn in the end. */
  isHeld(): boolean;
  /** Has these rows drawn again; whatever is open below them comes along. */
  redraw(ids: readonly string[]): void;
}

/**
 * Redraws the rows that say how many devices are below them, or those below which one is sorted elsewhere. VS Code can't
 * draw a row without asking for everything that is open below it, so that one device going online would cost thousands of
 * rows: counts and order follow at a pace that the tree can bear.
 */
export class CountRows extends Disposable {
  private readonly waiting = new Set<string>();
  /** Devices of each project when its rows were last drawn for them. */
  private readonly told = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private dueAt = Infinity;

  constructor(private readonly deps: CountRowsDeps) {
    super();
    this._register(toDisposable(() => clearTimeout(this.timer)));
  }

  changed({ projectId, owners, isNumber }: CountChange): void {
    if (this.isDisposed) return;
    const project = `project/${projectId}`;
    this.waiting.add(project);
    for (const uid of owners)
      this.waiting.add(uid === undefined ? `${project}/unowned` : `${project}/user/${uid}`);
    const devices = this.deps.devices(projectId);
    const told = this.told.get(projectId) ?? 0;
    this.told.set(projectId, told);
    const isMuch = devices < many || devices > told * much || told > devices * much;
    const least = isNumber && isMuch ? soonest.number : soonest.states;
    this.arm(performance.now() + Math.max(least, this.deps.rows() * msPerRow));
  }

  /** A row below it stands elsewhere now. @param devices how many are known of its project */
  moved(id: string, devices: number): void {
    if (this.isDisposed) return;
    this.waiting.add(id);
    const pause = Math.max(soonestSort, this.deps.rows() * msPerRow, devices * sortMsPerDevice);
    this.arm(performance.now() + pause);
  }

  private arm(at: number): void {
    if (at >= this.dueAt) return;
    clearTimeout(this.timer);
    this.dueAt = at;
    this.timer = setTimeout(() => this.flush(), at - performance.now());
  }

  private flush(): void {
    this.dueAt = Infinity;
    if (this.deps.isHeld()) return this.arm(performance.now() + soonest.number);
    const ids = [...this.waiting];
    this.waiting.clear();
    for (const projectId of this.told.keys()) this.told.set(projectId, this.deps.devices(projectId));
    this.deps.redraw(ids);
  }
}
