import type { FactoryInfo } from '../../tuya/results.js';
import type { DeviceRef } from '../projects/project.js';

/** Factory data that was read once: it never changes, and every call counts. */
export class FactoryBook {
  private readonly projects = new Map<string, Map<string, FactoryInfo>>();

  get({ projectId, deviceId }: DeviceRef): FactoryInfo | undefined {
    return this.projects.get(projectId)?.get(deviceId);
  }

  put(projectId: string, infos: readonly FactoryInfo[]): void {
    const known = this.projects.get(projectId) ?? new Map<string, FactoryInfo>();
    this.projects.set(projectId, known);
    for (const info of infos) known.set(info.id, info);
  }

  /** The project is gone, or has other keys. */
  drop(projectId: string): void {
    this.projects.delete(projectId);
  }
}
