import type { Event } from '../base/event.js';
import type { Project } from './project.js';

/** A stored entry that can't be read. It is left as it is, and the others load. */
export interface DamagedProject {
  /** Its place in the stored list. */
  readonly index: number;
  /** Its name, if that much can be read. */
  readonly name?: string;
  /** The field that is wrong, or '' for the entry as a whole. */
  readonly field: string;
}

export interface ProjectStore {
  readonly onDidChange: Event<void>;
  list(): readonly Project[];
  get(id: string): Project | undefined;
  damaged(): readonly DamagedProject[];
}
