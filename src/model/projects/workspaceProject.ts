import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { StateStore } from '../../base/storage.js';
import type { ProjectStore } from './projectStore.js';

const key = 'project';

/** Which project the person uses in this workspace: it opens first, and stands first where one is to be chosen. */
export class WorkspaceProject extends Disposable {
  private readonly changed = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;

  /** @param state of the workspace */
  constructor(
    private readonly state: StateStore,
    private readonly projects: Pick<ProjectStore, 'get' | 'list'>,
  ) {
    super();
  }

  /** Undefined where the person chose none, or it is gone. */
  get id(): string | undefined {
    const stored = this.state.get(key);
    return typeof stored === 'string' && this.projects.get(stored) ? stored : undefined;
  }

  async use(projectId: string | undefined): Promise<void> {
    await this.state.update(key, projectId);
    this.changed.fire();
  }

  /** Whether the project's row is open from the start: each one, or only that of this workspace. */
  opensAtFirst(projectId: string): boolean {
    const { id } = this;
    return id === undefined || id === projectId;
  }
}
