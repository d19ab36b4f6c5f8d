import { NotAdmittedError, type Asker } from '../../../base/asking.js';
import type { Clock } from '../../../base/clock.js';
import { isAbortError } from '../../../base/errors.js';
import { Emitter, type Event } from '../../../base/event.js';
import { Disposable, toDisposable } from '../../../base/lifecycle.js';
import { FilterError, type FilterProblem, type FilterVocabulary } from '../filter/filterTypes.js';
import { narrowed, type NarrowBy, type NarrowHow } from '../filter/narrowFilter.js';
import { parseFilter } from '../filter/parseFilter.js';
import type { LogFiles } from '../logFiles/logFiles.js';
import { RegexSandbox } from '../filter/regexSandbox.js';
import { eventTypeKeys } from '../rows/logNames.js';
import type { LogNote, LogQuery, LogRow } from '../rows/logTypes.js';
import type { LogPrefs } from '../prefs/logPrefs.js';
import type { DeviceRef } from '../../projects/project.js';
import type { CommandSource } from '../state/commandRows.js';
import type { LogSession } from '../logSession.js';
import type { LogTable } from '../table/logTable.js';
import { type FilterMode, type HighlightRule, LogView } from '../view/logView.js';
import { CommandLinks } from './commandLinks.js';
import { NewRowCounter } from './newRowCounter.js';
import type { LogDevices } from './logDevices.js';
import { LogFileFeed } from './logFileFeed.js';

/** The words of a person's language for what the cloud gives as numbers. */
export interface EventWords {
  type(type: number): string;
  source(source: string): string;
  readonly vocabulary: FilterVocabulary;
}

export interface LogFilterState {
  readonly text: string;
  readonly mode: FilterMode;
  readonly hiddenTypes: readonly number[];
}

/** What a log was like, to be opened the same way again. */
export interface LogStart {
  readonly query: LogQuery;
  readonly filter: LogFilterState;
  readonly following: boolean;
  readonly hiddenDevices: readonly string[];
}

export interface OpenLogDeps {
  readonly devices: LogDevices;
  readonly prefs: LogPrefs;
  readonly words: EventWords;
  /** It was disposed. */
  closed?(): void;
  readonly commands: CommandSource;
  readonly logFiles: LogFiles;
  readonly clock: Clock;
  openSession(createView: (table: LogTable, notes: () => readonly LogNote[]) => LogView): LogSession;
}

export const allTypes: readonly number[] = Object.keys(eventTypeKeys).map(Number);
const usualMs = 3_600_000;
/** A log opens with its last hour, and follows. */
export const usualStart: LogStart = {
  query: { range: { kind: 'last', ms: usualMs }, types: allTypes, codes: [] },
  filter: { text: '', mode: 'hide', hiddenTypes: [] },
  following: true,
  hiddenDevices: [],
};

/** Of the rows of one change, so many are looked at for codes that weren't met before. */
const lookedAt = 500;

/** One open log: what its session reads, and how a person looks at it. */
export class OpenLog extends Disposable {
  readonly session: LogSession;
  readonly devices: LogDevices;
  /** Which rows belong to what was sent. */
  readonly commands: CommandLinks;
  private readonly changed = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;
  private current: LogFilterState = usualStart.filter;
  private badFilter: FilterProblem | undefined;
  private badRules: readonly { readonly rule: number; readonly problem: FilterProblem }[] = [];
  private readonly hidden = new Set<number>();
  private readonly arrivals: NewRowCounter;
  private readonly ended = new AbortController();

  constructor(private readonly deps: OpenLogDeps) {
    super();
    this._register(
      toDisposable(() => {
        this.ended.abort();
        deps.closed?.();
      }),
    );
    this.devices = this._register(deps.devices);
    this.session = this._register(
      deps.openSession(
        (table, notes) =>
          new LogView({ table, notes, words: this.words(), sandbox: new RegexSandbox(), ...slices }),
      ),
    );
    const { table, view } = this.session;
    this.commands = this._register(new CommandLinks(table, this.devices.refs, deps.commands));
    this._register(deps.commands.onDidChange((ref) => this.commandChanged(ref)));
    const { session, devices, commands: links } = this;
    const { commands, logFiles, clock } = deps;
    this._register(new LogFileFeed({ session, devices, links, commands, logFiles, clock }));
    this.arrivals = new NewRowCounter(table);
    const fire = (): void => this.changed.fire();
    this._register(this.session.onDidChange(fire));
    this._register(view.onDidChange(fire));
    this._register(
      this.devices.onDidChange(() => {
        settle(view.wordsChanged());
        fire();
      }),
    );
    this._register(
      table.onDidChange((change) => {
        this.arrivals.take(change, this.session.state().loading !== undefined);
        this.devices.meet(rowsAt(table, change.added.slice(0, lookedAt)));
      }),
    );
    this._register(
      deps.prefs.onDidChange(() => {
        this.applyHighlights();
        fire();
      }),
    );
    this.applyHighlights();
  }

  get filter(): LogFilterState {
    return this.current;
  }

  get filterProblem(): FilterProblem | undefined {
    return this.badFilter ?? this.session.view.filterProblem;
  }

  /** Rules that can't be read, or that were switched off for being too slow. */
  get highlightProblems(): readonly { readonly rule: number; readonly problem: FilterProblem }[] {
    return [...this.badRules, ...this.session.view.highlightProblems];
  }

  /** Rows that are new since the log was opened, as far as the view has taken them in. */
  get arrived(): number {
    const { view } = this.session;
    return this.arrivals.count(!view.busy && view.queued === 0);
  }

  isShown(device: number): boolean {
    return !this.hidden.has(device);
  }

  /**
   * Reads a range, and what products say of the codes in it that nobody asked about before. What goes wrong is in the
   * session's state. Never rejects.
   */
  async run(query: LogQuery, asker: Asker): Promise<void> {
    await this.session.run(query, asker);
    // Who said no to the rows is not asked again for what they mean.
    const isRefused = this.session.state().problem instanceof NotAdmittedError;
    if (!this.isDisposed && !isRefused) await this.devices.readModels(asker);
  }

  /** Reads and follows; what goes wrong is in the session's state. */
  start(start: LogStart, asker: Asker): void {
    this.prepare(start, asker);
    this.begin(start.query, start.following, asker);
  }

  /**
   * The same for a log that comes back by itself. Where its range costs more calls than this, its newest hour is read:
   * the person can ask for the rest. Never rejects.
   */
  async startAgain(start: LogStart, callsAtMost: number): Promise<void> {
    const { session } = this;
    const { range } = start.query;
    if (range.kind === 'last' && range.ms <= usualMs) return this.start(start, 'background');
    this.prepare(start, 'background');
    try {
      const { calls } = await session.estimate(start.query, {
        asker: 'background',
        signal: this.ended.signal,
      });
      // Somebody may have asked for something meanwhile.
      if (this.isDisposed || session.state().query) return;
      this.begin(
        calls > callsAtMost ? { ...start.query, range: usualStart.query.range } : start.query,
        start.following,
        'background',
      );
    } catch (error) {
      if (!isAbortError(error)) throw error;
    }
  }

  private begin(query: LogQuery, following: boolean, asker: Asker): void {
    void this.run(query, asker);
    this.session.follow(following);
  }

  private async readDevices(asker: Asker): Promise<void> {
    if (await this.devices.read(asker)) await this.devices.readModels(asker);
  }

  private prepare(start: LogStart, asker: Asker): void {
    void this.readDevices(asker);
    this.devices.refs.forEach(({ deviceId }, index) => {
      if (start.hiddenDevices.includes(deviceId)) this.hidden.add(index);
    });
    if (this.hidden.size > 0) settle(this.session.view.setHiddenDevices(this.hidden));
    void this.setFilter(start.filter);
  }

  /** A filter that can't be read is shown as it is, with what is wrong; the rows stay as they were. */
  async setFilter(filter: LogFilterState): Promise<void> {
    const before = this.current;
    this.current = filter;
    const { view } = this.session;
    const read = parseFilter(filter.text, this.deps.words.vocabulary);
    this.badFilter = read.ok ? undefined : read.problems[0];
    this.changed.fire();
    try {
      if (filter.hiddenTypes.join() !== before.hiddenTypes.join()) {
        await view.setHiddenTypes(new Set(filter.hiddenTypes));
      }
      if (read.ok && this.current === filter) await view.setFilter(read.filter, filter.mode);
    } catch (error) {
      if (error instanceof FilterError) {
        if (this.current === filter) this.badFilter = error.problem;
      } else if (!isAbortError(error)) throw error;
    }
    this.changed.fire();
  }

  showDevice(device: number, on: boolean): void {
    if (on) this.hidden.delete(device);
    else if (device < this.devices.refs.length) this.hidden.add(device);
    settle(this.session.view.setHiddenDevices(new Set(this.hidden)));
    this.changed.fire();
  }

  /** A filter's text, narrowed by a property of this row; undefined where no filter can say it. */
  narrowed(id: number, by: NarrowBy, how: NarrowHow, text: string): string | undefined {
    const row = this.row(id);
    return row && narrowed(text, row, by, how, this.deps.words.vocabulary);
  }

  row(id: number): LogRow | undefined {
    const { table } = this.session;
    const slot = table.slotOf(id);
    return slot === undefined ? undefined : table.row(slot);
  }

  /** What came of a command decides whether its rows pass. */
  private commandChanged({ deviceId }: DeviceRef): void {
    const isMarked = this.deps.prefs.highlights.some(({ text }) => /verdict:|latency/i.test(text));
    const isAbout = isMarked || this.session.view.isAbout('verdict', 'latency');
    if (isAbout && this.devices.refs.some((ref) => ref.deviceId === deviceId))
      settle(this.session.view.wordsChanged());
  }

  private applyHighlights(): void {
    const rules: HighlightRule[] = [];
    const bad: { rule: number; problem: FilterProblem }[] = [];
    this.deps.prefs.highlights.forEach(({ text, enabled }, rule) => {
      if (!enabled) return;
      const read = parseFilter(text, this.deps.words.vocabulary);
      const [problem] = read.ok ? [] : read.problems;
      if (problem) bad.push({ rule, problem });
      else if (read.ok && read.filter) rules.push({ rule, filter: read.filter });
    });
    this.badRules = bad;
    this.session.view.setHighlights(rules);
  }

  private words() {
    const { devices } = this;
    const { type, source } = this.deps.words;
    return {
      type,
      source,
      device: (index: number) => devices.nameOf(index),
      codeName: (index: number, code: string) => devices.codeName(index, code),
      point: (index: number, code: string) => devices.point(index, code),
      // The view is there before them.
      command: (slot: number) => (this.commands as CommandLinks | undefined)?.facts(slot),
    };
  }
}

const slices = {
  breathe: (): Promise<void> => new Promise((resolve) => void setImmediate(resolve)),
  now: (): number => performance.now(),
};

function* rowsAt(table: LogTable, slots: Iterable<number>): Iterable<LogRow> {
  for (const slot of slots) yield table.row(slot);
}

/** A later change takes the place of an earlier one: the earlier one's end is nobody's business. */
function settle(change: Promise<void>): void {
  change.catch((error: unknown) => {
    if (!isAbortError(error) && !(error instanceof FilterError)) throw error;
  });
}
