import type { LogEdition } from '../../../tuya/results.js';
import type { EditionMemory } from './editionMemory.js';

/** The edition of one project's log API, as far as it is known; what is learnt is remembered. */
export class ProjectEdition {
  private known: LogEdition | undefined;

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
    if (this.known === edition) return;
    this.known = edition;
    // Where it can't be kept it is found out again next time.
    Promise.resolve(this.memory.set(this.projectId, edition)).catch(() => undefined);
  }
}
