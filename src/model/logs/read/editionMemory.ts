import * as z from 'zod';
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

/** So long it is believed that there is only the free edition: the paid one may be bought any day. */
const freeForMs = 7 * 86_400_000;

const stored = z.object({ edition: z.enum(['free', 'paid']), at: z.number() });

/** Which edition of the log API each project has. */
export class EditionMemory {
  constructor(
    private readonly state: StateStore,
    private readonly now: () => number,
  ) {}

  get(fact: EditionFact, projectId: string): LogEdition | undefined {
    const { data } = stored.safeParse(this.state.get(keys[fact](projectId)));
    if (!data) return undefined;
    const isOld = Math.abs(this.now() - data.at) > freeForMs;
    return fact === 'found' && data.edition === 'free' && isOld ? undefined : data.edition;
  }

  /** @param edition undefined to forget */
  async set(fact: EditionFact, projectId: string, edition: LogEdition | undefined): Promise<void> {
    if (this.get(fact, projectId) === edition) return;
    const value = edition && { edition, at: this.now() };
    await this.state.update(keys[fact](projectId), value);
  }

  /** The project is gone, or has other keys. */
  async forget(projectId: string): Promise<void> {
    for (const key of [keys.found, keys.chosen, olderKey]) await this.state.update(key(projectId), undefined);
  }
}
