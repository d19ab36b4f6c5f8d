import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { ProjectStore } from '../projects/projectStore.js';
import { DeviceListLoad, type DeviceListLoadDeps } from './deviceListLoad.js';
import type { NamedLists } from './namedLists.js';

/** A list of devices that a person keeps under a project. */
export interface ListRef {
  readonly projectId: string;
  readonly listId: string;
}

interface Entry {
  readonly load: DeviceListLoad;
  /** The query as text: a list that asks for something else is read anew. */
  readonly query: string;
}

/** What was read of each kept list. A list that is removed, or whose project has other keys, loses what was read. */
export class DeviceLists extends Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly changed = this._register(new Emitter<ListRef>());
  /** Fires when what a list shows may be something else. */
  readonly onDidChange: Event<ListRef> = this.changed.event;

  constructor(
    private readonly deps: DeviceListLoadDeps & {
      readonly lists: NamedLists;
      readonly projects: Pick<ProjectStore, 'onDidChange'>;
    },
  ) {
    super();
    this._register(
      deps.projects.onDidChange(({ removed, rekeyed }) => {
        const ended = new Set([...removed, ...rekeyed]);
        for (const [key, { load }] of this.entries) if (ended.has(load.projectId)) this.drop(key);
      }),
    );
    this._register(deps.lists.onDidChange(({ projectId }) => this.dropRemoved(projectId)));
  }

  /** Undefined where no such list is kept. */
  of(ref: ListRef): DeviceListLoad | undefined {
    const list = this.deps.lists.get(ref.projectId, ref.listId);
    if (!list || this.isDisposed) return undefined;
    const key = keyOf(ref);
    const query = JSON.stringify(list.query);
    const existing = this.entries.get(key);
    if (existing?.query === query) return existing.load;
    existing?.load.dispose();
    const load = new DeviceListLoad(ref.projectId, list.query, this.deps);
    load.onDidChange(() => this.changed.fire({ projectId: ref.projectId, listId: ref.listId }));
    this.entries.set(key, { load, query });
    return load;
  }

  override dispose(): void {
    for (const key of this.entries.keys()) this.drop(key);
    super.dispose();
  }

  private dropRemoved(projectId: string): void {
    const kept = new Set(this.deps.lists.list(projectId).map(({ id }) => keyOf({ projectId, listId: id })));
    for (const [key, { load }] of this.entries)
      if (load.projectId === projectId && !kept.has(key)) this.drop(key);
  }

  private drop(key: string): void {
    this.entries.get(key)?.load.dispose();
    this.entries.delete(key);
  }
}

function keyOf({ projectId, listId }: ListRef): string {
  return `${projectId}\n${listId}`;
}
