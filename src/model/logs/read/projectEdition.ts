import { Emitter, type Event } from '../../../base/event.js';
import type { IDisposable } from '../../../base/lifecycle.js';
import type { LogEdition } from '../../../tuya/results.js';
import type { EditionMemory } from './editionMemory.js';

/** The edition of one project's log API, as far as it is known; what is learnt is remembered. */
export class ProjectEdition implements IDisposable {
  private known: LogEdition | undefined;
  private readonly switched = new Emitter<LogEdition>();
  /** The project turned out to have another edition than it had: rows read before can't be matched with those to come. */
  readonly onDidSwitch: Event<LogEdition> = this.switched.event;

  constructor(
    private readonly projectId: string,
    private readonly memory: EditionMemory,
  ) {
    this.known = memory.get(projectId);
  }

  get current(): LogEdition | undefined {
    return this.known;
  }

  /** Takes what an answer showed. */
  learn(edition: LogEdition): void {
    const before = this.known;
    if (before === edition) return;
    this.known = edition;
    // Where it can't be kept it is found out again next time.
    Promise.resolve(this.memory.set(this.projectId, edition)).catch(() => undefined);
    if (before) this.switched.fire(edition);
  }

  dispose(): void {
    this.switched.dispose();
  }
}
