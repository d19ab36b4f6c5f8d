import { deviceKey } from '../../base/deviceKey.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { PointName } from './detailsState.js';
import type { DeviceRef } from '../projects/project.js';

/**
 * The names of data points that were given since the window opened. A device's shadow has them too, but not every
 * project may read that.
 */
export class PointNames extends Disposable {
  private readonly names = new Map<string, Map<string, PointName>>();
  private readonly changed = this._register(new Emitter<DeviceRef>());
  readonly onDidChange: Event<DeviceRef> = this.changed.event;

  of(ref: DeviceRef): ReadonlyMap<string, PointName> {
    return this.names.get(deviceKey(ref)) ?? new Map();
  }

  /** `undefined` forgets it. */
  set(ref: DeviceRef, code: string, name: PointName | undefined): void {
    const key = deviceKey(ref);
    const names = new Map(this.names.get(key));
    if (name) names.set(code, name);
    else names.delete(code);
    this.names.set(key, names);
    this.changed.fire(ref);
  }
}
