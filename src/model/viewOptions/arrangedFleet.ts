import type { Clock } from '../../base/clock.js';
import { isAbortError } from '../../base/errors.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import { sliceTime, takeBreak } from '../../base/timeSlicing.js';
import type { Device } from '../../tuya/results.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import type { Fleet } from '../fleet/fleet.js';
import type { DeviceRef } from '../projects/project.js';
import type { ProjectStore } from '../projects/projectStore.js';
import { deviceFilter, groupKeyOf } from './deviceFilter.js';
import { orderKey, sortDevices } from './deviceOrder.js';
import { isFiltered, type TreeOptions } from './treeOptions.js';
import type { ViewOptions } from './viewOptions.js';

export interface DeviceGroup {
  /** A uid, a product, a category or a home; '' where the devices have none. */
  readonly key: string;
  /** In the order chosen; never empty. */
  readonly ids: readonly string[];
  readonly online: number;
  /** Devices whose state is known. */
  readonly known: number;
}

export interface Arrangement {
  /** In the order in which their first devices are known. */
  readonly groups: readonly DeviceGroup[];
  readonly shown: number;
  /** Devices that were looked at: all that are known of the project. */
  readonly known: number;
}

const nothing: Arrangement = { groups: [], shown: 0, known: 0 };

interface ArrangedFleetDeps {
  readonly options: Pick<ViewOptions, 'current' | 'onDidChange'>;
  readonly devices: Pick<DeviceStore, 'device' | 'knownOf' | 'onDidChange'>;
  readonly projects: Pick<ProjectStore, 'get' | 'onDidChange'>;
  readonly fleet: Pick<Fleet, 'of' | 'onDidRead'>;
  readonly clock: Clock;
  /** A category in the person's words. */
  readonly categoryName?: ((category: string | undefined) => string) | undefined;
}

interface Entry {
  readonly controller: AbortController;
  readonly arrangement: Promise<Arrangement>;
  /** Where each device stood when it was arranged: what is the same stays. */
  readonly facts: Map<string, string>;
  isStale: boolean;
}

/** A project is arranged again so soon at the earliest, ms; and the rarer, the more devices it has. */
const soonestMs = 300;
const msPerDevice = 0.05;

/**
 * All known devices of a project as the view's options want them: filtered, grouped and sorted, whichever list has named
 * them. A project is arranged in slices and kept until a device would stand elsewhere.
 */
export class ArrangedFleet extends Disposable {
  private readonly entries = new Map<string, Entry>();
  /** Projects of which it will be told: each is waited for once, however often it is begun anew meanwhile. */
  private readonly due = new Set<string>();
  private readonly ended = new AbortController();
  private readonly changed = this._register(new Emitter<string>());
  /** Devices of this project stand elsewhere now. */
  readonly onDidChange: Event<string> = this.changed.event;

  constructor(private readonly deps: ArrangedFleetDeps) {
    super();
    const { options, devices, projects, fleet } = deps;
    this._register(
      toDisposable(() => {
        this.ended.abort();
        this.forget();
      }),
    );
    this._register(options.onDidChange(() => this.forget()));
    this._register(devices.onDidChange((refs) => this.devicesChanged(refs)));
    this._register(fleet.onDidRead(({ projectId }) => this.outdate(projectId)));
    this._register(
      projects.onDidChange(({ removed, rekeyed }) => {
        for (const id of [...removed, ...rekeyed]) this.drop(id);
      }),
    );
  }

  /** As things are now: where the options change meanwhile, it is begun anew. */
  async of(projectId: string): Promise<Arrangement> {
    for (;;) {
      if (!this.deps.projects.get(projectId)) return nothing;
      const entry = this.current(projectId);
      try {
        const arrangement = await entry.arrangement;
        if (this.entries.get(projectId) === entry) return arrangement;
      } catch (error) {
        if (!isAbortError(error) || this.isDisposed || this.entries.get(projectId) === entry) throw error;
      }
    }
  }

  /** Those of these devices that the filter lets pass. */
  async passing(projectId: string, ids: readonly string[]): Promise<readonly string[]> {
    const options = this.deps.options.current;
    if (!isFiltered(options)) return ids;
    const passes = deviceFilter(options, this.deps.categoryName);
    const found: string[] = [];
    let isOver = sliceTime();
    for (const deviceId of ids) {
      const device = this.deviceOf(projectId)(deviceId);
      if (device && passes({ projectId, deviceId }, device)) found.push(deviceId);
      if (!isOver()) continue;
      await takeBreak(this.ended.signal);
      isOver = sliceTime();
    }
    return found;
  }

  /** Devices of one place in the order chosen. */
  sorted(projectId: string, ids: readonly string[]): Promise<readonly string[]> {
    return sortDevices(ids, this.deviceOf(projectId), this.deps.options.current.sortBy, this.ended.signal);
  }

  /** What decides where a device stands in that order. */
  orderKey(ref: DeviceRef): string {
    return orderKey(this.deviceOf(ref.projectId)(ref.deviceId), this.deps.options.current.sortBy);
  }

  private current(projectId: string): Entry {
    const known = this.entries.get(projectId);
    if (known && !known.isStale) return known;
    known?.controller.abort();
    const entry = this.begin(projectId);
    this.entries.set(projectId, entry);
    return entry;
  }

  private begin(projectId: string): Entry {
    const controller = new AbortController();
    const facts = new Map<string, string>();
    const signal = AbortSignal.any([controller.signal, this.ended.signal]);
    const arrangement = this.arrange(projectId, facts, signal);
    // Whoever asked hears of it.
    arrangement.catch(() => undefined);
    return { controller, arrangement, facts, isStale: false };
  }

  private async arrange(
    projectId: string,
    facts: Map<string, string>,
    signal: AbortSignal,
  ): Promise<Arrangement> {
    const options = this.deps.options.current;
    const factOf = this.factsBy(options);
    const groups = new Map<string, { ids: string[]; online: number; known: number }>();
    const ids = [...this.deps.devices.knownOf(projectId).keys()];
    let shown = 0;
    let isOver = sliceTime();
    for (const id of ids) {
      const device = this.deviceOf(projectId)(id);
      const found = device && factOf({ projectId, deviceId: id }, device);
      facts.set(id, found?.fact ?? '');
      if (device && found?.group !== undefined) {
        const group = groups.get(found.group) ?? { ids: [], online: 0, known: 0 };
        groups.set(found.group, group);
        group.ids.push(id);
        if (device.online) group.online++;
        if (device.online !== undefined) group.known++;
        shown++;
      }
      if (!isOver()) continue;
      await takeBreak(signal);
      isOver = sliceTime();
    }
    const sorted: DeviceGroup[] = [];
    for (const [key, { ids: own, ...counts }] of groups) {
      const inOrder = await sortDevices(own, this.deviceOf(projectId), options.sortBy, signal);
      sorted.push({ key, ids: inOrder, ...counts });
    }
    return { groups: sorted, shown, known: ids.length };
  }

  /** Where a device stands; without a group it is hidden. */
  private factsBy(options: TreeOptions) {
    const { groupBy, sortBy } = options;
    const passes = deviceFilter(options, this.deps.categoryName);
    return (
      ref: DeviceRef,
      device: Device,
    ): { readonly fact: string; readonly group: string | undefined } => {
      if (!passes(ref, device)) return { fact: '', group: undefined };
      const group =
        groupBy === 'user'
          ? (this.deps.fleet.of(ref.projectId).homeOf(ref.deviceId) ?? '')
          : groupKeyOf(device, groupBy);
      // How many are online is told of each group.
      return { fact: JSON.stringify([group, device.online, orderKey(device, sortBy)]), group };
    };
  }

  private devicesChanged(refs: readonly DeviceRef[]): void {
    if (this.entries.size === 0) return;
    const factOf = this.factsBy(this.deps.options.current);
    for (const ref of refs) {
      const entry = this.entries.get(ref.projectId);
      if (!entry || entry.isStale || !this.deps.projects.get(ref.projectId)) continue;
      const device = this.deviceOf(ref.projectId)(ref.deviceId);
      const fact = device ? factOf(ref, device).fact : undefined;
      if (entry.facts.get(ref.deviceId) !== fact) this.outdate(ref.projectId);
    }
  }

  private outdate(projectId: string): void {
    const entry = this.entries.get(projectId);
    if (!entry || entry.isStale) return;
    entry.isStale = true;
    if (this.due.has(projectId)) return;
    this.due.add(projectId);
    // Not by the facts there are: one that is outdated while it is begun would be begun again and again.
    const pause = Math.max(soonestMs, this.deps.devices.knownOf(projectId).size * msPerDevice);
    this.deps.clock.sleep(pause, this.ended.signal).then(
      () => {
        this.due.delete(projectId);
        if (this.entries.get(projectId)?.isStale) this.changed.fire(projectId);
      },
      (error: unknown) => {
        if (!isAbortError(error)) throw error;
      },
    );
  }

  private drop(projectId: string): void {
    this.entries.get(projectId)?.controller.abort();
    this.entries.delete(projectId);
  }

  private forget(): void {
    for (const id of [...this.entries.keys()]) this.drop(id);
  }

  private deviceOf(projectId: string): (deviceId: string) => Device | undefined {
    return (deviceId) => this.deps.devices.device({ projectId, deviceId })?.value;
  }
}
