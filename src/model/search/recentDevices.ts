import * as z from 'zod';
import { deviceKey } from '../../base/deviceKey.js';
import { Disposable } from '../../base/lifecycle.js';
import type { StateStore } from '../../base/storage.js';
import type { DeviceRef } from '../projects/project.js';
import type { ProjectStore } from '../projects/projectStore.js';

const recentKey = 'devices/recent';
/** As many as stand in a list without scrolling. */
const recentAtMost = 10;

const id = z.string().min(1).max(256);
const stored = z.array(z.object({ projectId: id, deviceId: id }));

/** The devices that were opened last, the latest first; kept for the next window. */
export class RecentDevices extends Disposable {
  constructor(
    private readonly state: StateStore,
    projects: Pick<ProjectStore, 'onDidChange'>,
  ) {
    super();
    this._register(
      projects.onDidChange(({ removed, rekeyed }) => {
        const gone = [...removed, ...rekeyed];
        if (gone.length > 0) this.keep(this.list().filter(({ projectId }) => !gone.includes(projectId)));
      }),
    );
  }

  list(): readonly DeviceRef[] {
    const read = stored.safeParse(this.state.get(recentKey));
    return read.success ? read.data.slice(0, recentAtMost) : [];
  }

  note({ projectId, deviceId }: DeviceRef): void {
    const key = deviceKey({ projectId, deviceId });
    const others = this.list().filter((ref) => deviceKey(ref) !== key);
    this.keep([{ projectId, deviceId }, ...others].slice(0, recentAtMost));
  }

  private keep(refs: readonly DeviceRef[]): void {
    // What can't be kept is not worth a message.
    this.state.update(recentKey, refs).then(undefined, () => undefined);
  }
}
