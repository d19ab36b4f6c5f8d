import { deviceKey } from '../../base/deviceKey.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { PointName } from './detailsState.js';
import type { DeviceRef } from '../projects/project.js';

interface DeviceNames {
  /** Those that were given in this window, and when. */
  readonly given: Map<string, { readonly name: PointName; readonly at: number }>;
  /** Those that the cloud told last, and the moment at which it was asked. */
  read: ReadonlyMap<string, string>;
  readAt: number;
  shown: ReadonlyMap<string, PointName>;
}

/** The names of data points: those that were given since the window opened, and those that a device's shadow tells. */
export class PointNames extends Disposable {
  private readonly devices = new Map<string, DeviceNames>();
  private readonly changed = this._register(new Emitter<DeviceRef>());
  readonly onDidChange: Event<DeviceRef> = this.changed.event;
  private changes = 0;

  /** For {@link learn}: taken before the cloud is asked. */
  get moment(): number {
    return this.changes;
  }

  of(ref: DeviceRef): ReadonlyMap<string, PointName> {
    return this.devices.get(deviceKey(ref))?.shown ?? new Map();
  }

  /** `undefined` forgets it. */
  set(ref: DeviceRef, code: string, name: PointName | undefined): void {
    const names = this.namesOf(ref);
    if (name) names.given.set(code, { name, at: ++this.changes });
    else names.given.delete(code);
    names.shown = merged(names);
    this.changed.fire(ref);
  }

  /**
   * Takes what the cloud said of a device's names, all of them, when it was asked at this moment. A name that was given
   * after it, or is on its way, stays. Where it isn't sure whether the cloud took a name, reading that very name is the
   * answer.
   */
  learn(ref: DeviceRef, read: ReadonlyMap<string, string>, moment: number): void {
    const names = this.namesOf(ref);
    if (moment < names.readAt) return;
    names.read = read;
    names.readAt = moment;
    const before = names.shown;
    names.shown = merged(names);
    if (!areSame(before, names.shown)) this.changed.fire(ref);
  }

  /** What was read through keys that are no longer the project's isn't known any more. */
  unlearn(ref: DeviceRef): void {
    if (this.devices.has(deviceKey(ref))) this.learn(ref, new Map(), this.moment);
  }

  private namesOf(ref: DeviceRef): DeviceNames {
    const key = deviceKey(ref);
    const known = this.devices.get(key);
    if (known) return known;
    const names: DeviceNames = { given: new Map(), read: new Map(), readAt: 0, shown: new Map() };
    this.devices.set(key, names);
    return names;
  }
}

function merged({ given, read, readAt }: DeviceNames): ReadonlyMap<string, PointName> {
  const shown = new Map<string, PointName>();
  for (const [code, name] of read) shown.set(code, { name, state: 'known' });
  for (const [code, { name, at }] of given) {
    const told = read.get(code);
    const isAnswered = name.state === 'known' || (name.state === 'unsure' && name.name === told);
    if (told === undefined || at > readAt || !isAnswered) shown.set(code, name);
  }
  return shown;
}

function areSame(a: ReadonlyMap<string, PointName>, b: ReadonlyMap<string, PointName>): boolean {
  return (
    a.size === b.size &&
    [...a].every(([code, { name, state }]) => b.get(code)?.name === name && b.get(code)?.state === state)
  );
}
