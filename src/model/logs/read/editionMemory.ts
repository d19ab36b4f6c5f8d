import type { StateStore } from '../../../base/storage.js';
import type { LogEdition } from '../../../tuya/results.js';

const key = (projectId: string): string => `logs/edition/${projectId}`;

/** Which edition of the log API a project has, as its answers told last. */
export class EditionMemory {
  constructor(private readonly state: StateStore) {}

  get(projectId: string): LogEdition | undefined {
    const stored = this.state.get(key(projectId));
    return stored === 'free' || stored === 'paid' ? stored : undefined;
  }

  /** @param edition undefined to forget */
  async set(projectId: string, edition: LogEdition | undefined): Promise<void> {
    if (this.get(projectId) !== edition) await this.state.update(key(projectId), edition);
  }
}
