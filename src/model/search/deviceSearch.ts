import { throwIfAborted } from '../../base/errors.js';
import { Disposable } from '../../base/lifecycle.js';
import type { FactoryInfo } from '../../tuya/results.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import { looksLikeDeviceId } from '../lists/deviceIds.js';
import type { DeviceRef } from '../projects/project.js';
import type { ProjectStore } from '../projects/projectStore.js';
import { bestScore, matchedField, searchWords, type SearchField, type SearchWord } from './searchEntry.js';
import { SearchIndex } from './searchIndex.js';

/** More than a person reads, and as many as a quick pick takes without a pause. */
export const mostHits = 200;

export interface DeviceSearchDeps {
  readonly devices: Pick<DeviceStore, 'device' | 'knownOf' | 'textsOf' | 'onDidChange'>;
  readonly projects: Pick<ProjectStore, 'list' | 'onDidChange'>;
  /** What is known of a device's factory data, for its MAC. */
  readonly factory: (ref: DeviceRef) => FactoryInfo | undefined;
  /** Lets other work go first: `setImmediate`. */
  readonly pause: () => Promise<void>;
}

export interface SearchHit {
  readonly ref: DeviceRef;
  readonly field: SearchField;
}

export interface SearchResult {
  /** The best first; at most {@link mostHits}. */
  readonly hits: readonly SearchHit[];
  /** Of how many. */
  readonly total: number;
  /** Set where the text looks like an id and nothing known has it: worth asking the cloud for. */
  readonly lookup?: string;
}

/**
 * One search over everything known, for as long as somebody types. What is read meanwhile is found by the next query.
 * Works in slices, so that nothing else has to wait. An index is built for a project when it is first searched, and kept.
 */
export class DeviceSearch extends Disposable {
  private readonly indexes = new Map<string, SearchIndex>();

  constructor(private readonly deps: DeviceSearchDeps) {
    super();
    this._register(deps.devices.onDidChange((refs) => this.devicesChanged(refs)));
    this._register(
      deps.projects.onDidChange(({ removed, rekeyed }) => {
        for (const id of [...removed, ...rekeyed]) this.indexes.delete(id);
      }),
    );
  }

  /** Builds what isn't built yet, so that the first query has nothing to wait for. */
  async prepare(): Promise<void> {
    for (const { id } of this.deps.projects.list()) await this.indexOf(id);
  }

  /**
   * Every word of the query has to be somewhere in the device. An empty query finds nothing.
   * @throws an abort error
   */
  async find(query: string, signal?: AbortSignal): Promise<SearchResult> {
    const text = query.trim();
    const words = searchWords(text);
    if (words.length === 0) return { hits: [], total: 0 };
    const best = new Best();
    for (const { id } of this.deps.projects.list()) await this.scan(id, words, best, signal);
    const hits = best.refs().flatMap((ref) => this.hitOf(ref, words));
    const isKnown = hits[0]?.ref.deviceId.toLowerCase() === text.toLowerCase();
    return {
      hits,
      // A project may have been removed meanwhile.
      total: hits.length === 0 ? 0 : best.total,
      ...(!isKnown && looksLikeDeviceId(text) && { lookup: text }),
    };
  }

  /** What there is before anything is typed: the first of all that are known, and of how many. Nothing is looked through. */
  first(): { readonly refs: readonly DeviceRef[]; readonly total: number } {
    const refs: DeviceRef[] = [];
    let total = 0;
    for (const { id: projectId } of this.deps.projects.list()) {
      const known = this.deps.devices.knownOf(projectId);
      total += known.size;
      for (const deviceId of known.keys()) {
        if (refs.length >= mostHits) break;
        refs.push({ projectId, deviceId });
      }
    }
    return { refs, total };
  }

  private async scan(
    projectId: string,
    words: readonly SearchWord[],
    best: Best,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const index = await this.indexOf(projectId);
    throwIfAborted(signal);
    await index?.scan(
      words,
      (score, id) => best.add(score, () => ({ projectId, deviceId: id() })),
      async () => {
        await this.deps.pause();
        throwIfAborted(signal);
      },
    );
  }

  /** The project's index with every device in it; undefined where the project is gone. */
  private async indexOf(projectId: string): Promise<SearchIndex | undefined> {
    for (;;) {
      if (!this.deps.projects.list().some(({ id }) => id === projectId)) return undefined;
      let index = this.indexes.get(projectId);
      if (!index) this.indexes.set(projectId, (index = this.newIndex(projectId)));
      await index.ready();
      // Otherwise the project has other keys now, or most of it has changed, and it is done anew.
      if (this.indexes.get(projectId) === index) return index;
    }
  }

  private newIndex(projectId: string): SearchIndex {
    const { devices, factory, pause } = this.deps;
    return new SearchIndex({
      devices: () => devices.textsOf(projectId),
      device: (deviceId) => devices.device({ projectId, deviceId })?.value,
      mac: (deviceId) => factory({ projectId, deviceId })?.mac,
      rest: pause,
    });
  }

  private devicesChanged(refs: readonly DeviceRef[]): void {
    if (this.indexes.size === 0) return;
    for (const { projectId, deviceId } of refs) {
      const index = this.indexes.get(projectId);
      index?.note(deviceId);
      if (index?.isOutdated) this.indexes.delete(projectId);
    }
  }

  /** None where the device has gone meanwhile. */
  private hitOf(ref: DeviceRef, words: readonly SearchWord[]): SearchHit | [] {
    const device = this.deps.devices.device(ref)?.value;
    if (!device) return [];
    return { ref, field: matchedField(device, this.deps.factory(ref)?.mac, words) };
  }
}

/** The best of what is found, by score; of the same score those that come first. */
class Best {
  total = 0;
  private readonly byScore: DeviceRef[][] = Array.from({ length: bestScore + 1 }, () => []);

  add(score: number, ref: () => DeviceRef): void {
    this.total++;
    const refs = this.byScore[score];
    if (refs && refs.length < mostHits) refs.push(ref());
  }

  refs(): readonly DeviceRef[] {
    return this.byScore.toReversed().flat().slice(0, mostHits);
  }
}
