import type { LogEdition, LogPage } from '../../../tuya/results.js';
import type { EditionMemory } from './editionMemory.js';

/**
 * The edition of one project's log API. No call tells it: an answer looks like the edition that was asked for. So the
 * paid one is asked for first, a refusal shows that there is only the free one, and what was found is remembered. A
 * person may choose instead.
 */
export class ProjectEdition {
  private found: LogEdition | undefined;
  private chosen: LogEdition | undefined;
  private areBothRefused = false;

  constructor(
    private readonly projectId: string,
    private readonly memory: EditionMemory,
  ) {
    this.found = memory.get('found', projectId);
    this.chosen = memory.get('chosen', projectId);
  }

  /** As far as it is known. */
  get current(): LogEdition | undefined {
    return this.chosen ?? this.found;
  }

  /** What a person chose; undefined where it is to be found out. */
  get choice(): LogEdition | undefined {
    return this.chosen;
  }

  /** Which one to ask for. */
  get toAsk(): LogEdition {
    return this.current ?? (this.areBothRefused ? 'free' : 'paid');
  }

  /** Where the one that is asked for is refused, the other one isn't worth a call. */
  get isSettled(): boolean {
    return this.chosen !== undefined || this.areBothRefused;
  }

  /** As long as this log is open, each attempt costs one call and not two. */
  bothRefused(): void {
    this.areBothRefused = true;
  }

  /** Takes what an answer showed. */
  learn(edition: LogEdition): void {
    this.areBothRefused = false;
    if (this.found === edition) return;
    this.found = edition;
    this.keep('found', edition);
  }

  /** @param choice undefined to find it out, anew */
  choose(choice: LogEdition | undefined): void {
    this.areBothRefused = false;
    this.chosen = choice;
    this.keep('chosen', choice);
    if (choice !== undefined) return;
    this.found = undefined;
    this.keep('found', undefined);
  }

  /** Where it can't be kept it is found out again next time. */
  private keep(fact: 'found' | 'chosen', edition: LogEdition | undefined): void {
    this.memory.set(fact, this.projectId, edition).catch(() => undefined);
  }
}

/** Whether a page shows which edition it is of: one without rows and keys is the same in both. */
export function showsEdition({ items, count, nextRowKey, currentRowKey }: LogPage): boolean {
  const hasKey = nextRowKey !== undefined || currentRowKey !== undefined;
  return hasKey || count !== undefined || items.some(({ row }) => row !== undefined);
}
