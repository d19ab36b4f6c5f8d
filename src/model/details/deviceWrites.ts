import { mainOutlet, type DeviceActions } from '../devices/deviceActions.js';
import type { WriteResult } from '../devices/writeResult.js';
import type { DeviceRef } from '../projects/project.js';
import type { PointName } from './detailsState.js';
import type { DeviceExtras } from './deviceExtras.js';
import type { PointNames } from './pointNames.js';

/**
 * The changes that are made where a device's details are shown. New names show at once; where the cloud refuses, the
 * old ones are back. All reject as `DeviceActions` does, before anything was sent.
 */
export class DeviceWrites {
  constructor(
    private readonly ref: DeviceRef,
    private readonly actions: Pick<DeviceActions, 'rename' | 'renameDataPoint' | 'renameOutlet' | 'users'>,
    private readonly names: PointNames,
    private readonly extras: DeviceExtras,
  ) {}

  rename(name: string): Promise<WriteResult> {
    return this.actions.rename(this.ref, name);
  }

  /** Where no clear answer came it stays unsure, until the device's shadow has that very name. */
  async renameDataPoint(code: string, name: string): Promise<WriteResult> {
    const { ref, names } = this;
    const before = names.of(ref).get(code);
    names.set(ref, code, { name, state: 'pending' });
    let after = before;
    try {
      const result = await this.actions.renameDataPoint(ref, code, name);
      if (result.outcome === 'done') after = this.named(code, name);
      if (result.outcome === 'unknown') after = { name, state: 'unsure' };
      if (result.outcome !== 'notDone') this.outletMayHaveChanged(code);
      return result;
    } finally {
      names.set(ref, code, after);
    }
  }

  /** `main` is the device itself. */
  async renameOutlet(identifier: string, name: string): Promise<WriteResult> {
    if (identifier === mainOutlet) return this.actions.renameOutlet(this.ref, identifier, name);
    const before = this.outletName(identifier);
    this.setOutletName(identifier, name);
    let after = before;
    try {
      const result = await this.actions.renameOutlet(this.ref, identifier, name);
      if (result.outcome === 'done') after = name;
      return result;
    } finally {
      this.setOutletName(identifier, after);
    }
  }

  /** The cloud has this name of an outlet, by its answer or as it was seen later. */
  outletRenamed(identifier: string, name: string): void {
    this.setOutletName(identifier, name);
    this.names.set(this.ref, identifier, this.named(identifier, name));
  }

  removeUser(userId: string): Promise<WriteResult> {
    return this.actions.users.remove(this.ref, userId);
  }

  /** What was read before is older than a name that the cloud took. */
  private named(code: string, name: string): PointName {
    this.extras.shadow.amend((points) =>
      points.map((point) => (point.code === code ? { ...point, customName: name } : point)),
    );
    return { name, state: 'known' };
  }

  /** An outlet is a data point too, and has the same name. */
  private outletMayHaveChanged(code: string): void {
    if (this.outletName(code) !== undefined) void this.extras.outlets.loadAgain();
  }

  private outletName(identifier: string): string | undefined {
    const { state } = this.extras.outlets;
    if (state.state !== 'read') return undefined;
    return state.value.find((outlet) => outlet.identifier === identifier)?.name;
  }

  private setOutletName(identifier: string, name: string | undefined): void {
    if (name === undefined) return;
    this.extras.outlets.amend((outlets) =>
      outlets.map((outlet) => (outlet.identifier === identifier ? { ...outlet, name } : outlet)),
    );
  }
}
