import * as z from 'zod';
import type { StateStore } from '../../base/storage.js';
import type { DeviceRef } from '../projects/project.js';

const key = 'flash/devices';
const linksAtMost = 100;

const stored = z.array(
  z.object({
    /** Address of the folder. */
    at: z.string().min(1).max(4_000),
    projectId: z.string().min(1).max(256),
    deviceId: z.string().min(1).max(256),
  }),
);

/** Which device the firmware of a folder is flashed onto, as a person said it; kept with the workspace. */
export class FlashedDevices {
  /** @param state of the workspace */
  constructor(private readonly state: StateStore) {}

  of(folder: string): DeviceRef | undefined {
    const found = this.list().find(({ at }) => at === folder);
    return found && { projectId: found.projectId, deviceId: found.deviceId };
  }

  /** @param ref undefined takes it back */
  async link(folder: string, ref: DeviceRef | undefined): Promise<void> {
    const others = this.list().filter(({ at }) => at !== folder);
    const next = ref ? [{ at: folder, projectId: ref.projectId, deviceId: ref.deviceId }, ...others] : others;
    await this.state.update(key, next.length === 0 ? undefined : next.slice(0, linksAtMost));
  }

  private list(): z.infer<typeof stored> {
    return stored.safeParse(this.state.get(key)).data ?? [];
  }
}
