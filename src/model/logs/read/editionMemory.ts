import type { StateStore } from '../../../base/storage.js';
import type { LogEdition } from '../../../tuya/results.js';

/** What is remembered of a project. */
export type EditionFact =
  | 'found' // which edition its answers showed, the paid one asked for first
  | 'chosen'; // which edition a person wants to be asked for

const keys: Readonly<Record<EditionFact, (projectId: string) => string>> = {
  found: (projectId) => `logs/editionFound/${projectId}`,
  chosen: (projectId) => `logs/editionChosen/${projectId}`,
};
/** What answers showed before the paid edition was asked for: no more than that nobody had asked. */
const olderKey = (projectId: string): string => `logs/edition/${projectId}`;

/** Which edition of the log API each project has. */
export class EditionMemory {
  constructor(private readonly state: StateStore) {}

  get(fact: EditionFact, projectId: string): LogEdition | undefined {
    const stored = this.state.get(keys[fact](projectId));
    return stored === 'free' || stored === 'paid' ? stored : undefined;
  }

  /** @param edition undefined to forget */
  async set(fact: EditionFact, projectId: string, edition: LogEdition | undefined): Promise<void> {
    if (this.get(fact, projectId) !== edition) await this.state.update(keys[fact](projectId), edition);
  }

  /** The project is gone. */
  async forget(projectId: string): Promise<void> {
    for (const key of [keys.found, keys.chosen, olderKey]) await this.state.update(key(projectId), undefined);
  }
}
