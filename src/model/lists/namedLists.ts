import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { StateStore } from '../../base/storage.js';
import type { ProjectStore } from '../projects/projectStore.js';
import type { DeviceListQuery } from './deviceListQuery.js';
import { NamedListError } from './namedListError.js';
import { readStoredList, storedEntryOf, type NamedList } from './storedList.js';

const keyOf = (projectId: string): string => `lists/${projectId}`;

/** The lists of devices that a person keeps, per project, in the order they were made. */
export class NamedLists extends Disposable {
  private readonly changed = this._register(new Emitter<{ readonly projectId: string }>());
  readonly onDidChange: Event<{ readonly projectId: string }> = this.changed.event;

  constructor(
    private readonly state: StateStore,
    private readonly newId: () => string,
    projects: Pick<ProjectStore, 'onDidChange'>,
  ) {
    super();
    this._register(
      projects.onDidChange(({ removed }) => {
        // Whether forgetting succeeds changes nothing that can be seen: the project is gone.
        for (const id of removed) void state.update(keyOf(id), undefined).then(undefined, () => undefined);
      }),
    );
  }

  list(projectId: string): readonly NamedList[] {
    return this.read(projectId).filter((list) => list !== undefined);
  }

  get(projectId: string, id: string): NamedList | undefined {
    return this.list(projectId).find((list) => list.id === id);
  }

  /** @throws NamedListError `nameInUse`, `nameMissing` */
  async add(projectId: string, name: string, query: DeviceListQuery): Promise<NamedList> {
    const list: NamedList = { id: this.newId(), name: this.freeName(projectId, name), query };
    await this.write(projectId, [...this.entries(projectId), storedEntryOf(list)]);
    return list;
  }

  /** @throws NamedListError `unknown`, `nameInUse`, `nameMissing` */
  async rename(projectId: string, id: string, name: string): Promise<void> {
    const at = this.read(projectId).findIndex((list) => list?.id === id);
    const found = this.get(projectId, id);
    if (!found) throw new NamedListError('unknown');
    const renamed = { ...found, name: this.freeName(projectId, name, id) };
    await this.write(projectId, this.entries(projectId).with(at, storedEntryOf(renamed)));
  }

  async remove(projectId: string, id: string): Promise<void> {
    const read = this.read(projectId);
    await this.write(
      projectId,
      this.entries(projectId).filter((_, index) => read[index]?.id !== id),
    );
  }

  /** Two lists of the same name couldn't be told apart in the tree. */
  isNameTaken(projectId: string, name: string, ownId?: string): boolean {
    return this.list(projectId).some(
      (list) => list.id !== ownId && list.name.toLowerCase() === name.toLowerCase(),
    );
  }

  private freeName(projectId: string, typed: string, ownId?: string): string {
    const name = typed.trim();
    if (name === '') throw new NamedListError('nameMissing');
    if (this.isNameTaken(projectId, name, ownId)) throw new NamedListError('nameInUse');
    return name;
  }

  private async write(projectId: string, entries: readonly unknown[]): Promise<void> {
    await this.state.update(keyOf(projectId), entries.length === 0 ? undefined : entries);
    this.changed.fire({ projectId });
  }

  /** One for each entry that is stored; undefined for one that can't be read: it stays as it is. */
  private read(projectId: string): readonly (NamedList | undefined)[] {
    const ids = new Set<string>();
    return this.entries(projectId).map((entry) => {
      const list = readStoredList(entry);
      if (!list || ids.has(list.id)) return undefined;
      ids.add(list.id);
      return list;
    });
  }

  /** What is stored, damaged entries included. */
  private entries(projectId: string): readonly unknown[] {
    const stored = this.state.get(keyOf(projectId));
    if (stored === undefined || stored === null) return [];
    return Array.isArray(stored) ? stored : [stored];
  }
}
