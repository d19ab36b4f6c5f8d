import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { StateStore } from '../../base/storage.js';
import type { ProjectStore } from '../projects/projectStore.js';
import type { DeviceListQuery } from './deviceListQuery.js';
import { NamedListError } from './namedListError.js';
import { readStoredList, storedEntryOf, type NamedList, type StoredList } from './storedList.js';

const keyOf = (projectId: string): string => `lists/${projectId}`;

/** A stored list that can't be read. It stays as it is, and the others are there. */
export interface DamagedList {
  /** Its place in what is stored. */
  readonly index: number;
  readonly field: string;
  readonly name?: string;
}

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
    return this.read(projectId).flatMap((read) => (read.ok ? [read.list] : []));
  }

  get(projectId: string, id: string): NamedList | undefined {
    return this.list(projectId).find((list) => list.id === id);
  }

  damaged(projectId: string): readonly DamagedList[] {
    return this.read(projectId).flatMap((read, index) => {
      if (read.ok) return [];
      const { field, name } = read;
      return [{ index, field, ...(name !== undefined && { name }) }];
    });
  }

  /** @throws NamedListError `nameInUse`, `nameMissing` */
  async add(projectId: string, name: string, query: DeviceListQuery): Promise<NamedList> {
    const list: NamedList = { id: this.newId(), name: this.freeName(projectId, name), query };
    await this.write(projectId, [...this.entries(projectId), storedEntryOf(list)]);
    return list;
  }

  /** @throws NamedListError `unknown`, `nameInUse`, `nameMissing` */
  async rename(projectId: string, id: string, name: string): Promise<void> {
    await this.replace(projectId, id, (list) => ({ ...list, name: this.freeName(projectId, name, id) }));
  }

  /** @throws NamedListError `unknown` */
  async setQuery(projectId: string, id: string, query: DeviceListQuery): Promise<void> {
    await this.replace(projectId, id, (list) => ({ ...list, query }));
  }

  async remove(projectId: string, id: string): Promise<void> {
    const read = this.read(projectId);
    const rest = this.entries(projectId).filter((_, index) => {
      const entry = read[index];
      return !(entry?.ok && entry.list.id === id);
    });
    await this.write(projectId, rest);
  }

  async forgetDamaged(projectId: string, index: number): Promise<void> {
    if (!this.damaged(projectId).some((entry) => entry.index === index)) return;
    await this.write(
      projectId,
      this.entries(projectId).filter((_, at) => at !== index),
    );
  }

  private async replace(
    projectId: string,
    id: string,
    change: (list: NamedList) => NamedList,
  ): Promise<void> {
    const read = this.read(projectId);
    const at = read.findIndex((entry) => entry.ok && entry.list.id === id);
    const found = read[at];
    if (!found?.ok) throw new NamedListError('unknown');
    const next = change(found.list);
    await this.write(
      projectId,
      this.entries(projectId).map((entry, index) => (index === at ? storedEntryOf(next) : entry)),
    );
  }

  /** Two lists of the same name couldn't be told apart in the tree. */
  private freeName(projectId: string, typed: string, ownId?: string): string {
    const name = typed.trim();
    if (name === '') throw new NamedListError('nameMissing');
    const same = this.list(projectId).some(
      (list) => list.id !== ownId && list.name.toLowerCase() === name.toLowerCase(),
    );
    if (same) throw new NamedListError('nameInUse');
    return name;
  }

  private async write(projectId: string, entries: readonly unknown[]): Promise<void> {
    await this.state.update(keyOf(projectId), entries.length === 0 ? undefined : entries);
    this.changed.fire({ projectId });
  }

  private read(projectId: string): readonly StoredList[] {
    const ids = new Set<string>();
    return this.entries(projectId).map((entry) => {
      const read = readStoredList(entry);
      if (!read.ok) return read;
      if (ids.has(read.list.id)) return { ok: false, field: 'id', name: read.list.name };
      ids.add(read.list.id);
      return read;
    });
  }

  /** What is stored, damaged entries included. */
  private entries(projectId: string): readonly unknown[] {
    const stored = this.state.get(keyOf(projectId));
    if (stored === undefined || stored === null) return [];
    return Array.isArray(stored) ? stored : [stored];
  }
}
