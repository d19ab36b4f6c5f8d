import { deviceKey } from '../../base/deviceKey.js';
import { throwIfAborted } from '../../base/errors.js';
import { Disposable } from '../../base/lifecycle.js';
import type { FactoryInfo } from '../../tuya/results.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import { looksLikeDeviceId } from '../lists/deviceIds.js';
import type { DeviceRef } from '../projects/project.js';
import type { ProjectStore } from '../projects/projectStore.js';
import {
  bestScore,
  matchedField,
  scoreOf,
  searchEntry,
  searchWords,
  type SearchEntry,
  type SearchField,
  type SearchWord,
} from './searchEntry.js';

/** More than a person reads, and as many as a quick pick takes without a pause. */
export const mostHits = 200;
/** Entries between two pauses: a few milliseconds of work. */
const chunkSize = 4_000;

export interface DeviceSearchDeps {
  readonly devices: Pick<DeviceStore, 'device' | 'knownOf' | 'onDidChange'>;
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
 * Works in pieces, so that nothing else has to wait.
 */
export class DeviceSearch extends Disposable {
  private entries: Map<string, SearchEntry> | undefined;
  private building: Promise<Map<string, SearchEntry>> | undefined;
  private readonly stale = new Map<string, DeviceRef>();
  /** What the last whole query matched: a longer one of the same beginning can match nothing else. */
  private last: { readonly query: string; readonly matches: readonly SearchEntry[] } | undefined;

  constructor(private readonly deps: DeviceSearchDeps) {
    super();
    this._register(
      deps.devices.onDidChange((refs) => {
        for (const ref of refs) this.stale.set(deviceKey(ref), ref);
      }),
    );
    this._register(
      deps.projects.onDidChange(() => {
        this.entries = undefined;
        this.building = undefined;
        this.last = undefined;
      }),
    );
  }

  /**
   * Every word of the query has to be somewhere in the device. An empty query finds nothing.
   * @throws an abort error
   */
  async find(query: string, signal?: AbortSignal): Promise<SearchResult> {
    const text = query.trim();
    const words = searchWords(text);
    const entries = await this.upToDate(signal);
    if (words.length === 0) return { hits: [], total: 0 };
    const { last } = this;
    const narrows = last !== undefined && text.startsWith(last.query);
    const candidates = narrows ? last.matches : [...entries.values()];
    const { matches, ranked } = await this.score(candidates, words, signal);
    // Devices may have come meanwhile that aren't among them.
    if (entries === this.entries && this.stale.size === 0) this.last = { query: text, matches };
    const hits = ranked.map(({ ref }) => ({ ref, field: this.fieldOf(ref, words) }));
    const isKnown = ranked[0]?.id === text.toLowerCase();
    return {
      hits,
      total: matches.length,
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

  /** What matches, in the order of the entries; and the best of it by score. */
  private async score(
    entries: readonly SearchEntry[],
    words: readonly SearchWord[],
    signal: AbortSignal | undefined,
  ): Promise<{ readonly matches: SearchEntry[]; readonly ranked: SearchEntry[] }> {
    const matches: SearchEntry[] = [];
    const buckets: SearchEntry[][] = Array.from({ length: bestScore + 1 }, () => []);
    for (let start = 0; start < entries.length; start += chunkSize) {
      if (start > 0) await this.deps.pause();
      throwIfAborted(signal);
      for (const entry of entries.slice(start, start + chunkSize)) {
        const score = scoreOf(entry, words);
        if (score === 0) continue;
        matches.push(entry);
        const bucket = buckets[bestScore - score];
        if (bucket && bucket.length < mostHits) bucket.push(entry);
      }
    }
    return { matches, ranked: buckets.flat().slice(0, mostHits) };
  }

  private async upToDate(signal: AbortSignal | undefined): Promise<ReadonlyMap<string, SearchEntry>> {
    while (this.entries === undefined) {
      const building = (this.building ??= this.build());
      const entries = await building;
      throwIfAborted(signal);
      // Otherwise the projects have changed, and it is done anew.
      if (building === this.building) this.entries = entries;
    }
    for (const [key, ref] of this.stale) {
      const entry = this.entryOf(ref);
      if (entry) this.entries.set(key, entry);
      else this.entries.delete(key);
      this.last = undefined;
    }
    this.stale.clear();
    return this.entries;
  }

  private async build(): Promise<Map<string, SearchEntry>> {
    const refs = this.deps.projects
      .list()
      .flatMap(({ id: projectId }) =>
        [...this.deps.devices.knownOf(projectId).keys()].map((deviceId) => ({ projectId, deviceId })),
      );
    const entries = new Map<string, SearchEntry>();
    for (const [index, ref] of refs.entries()) {
      if (index > 0 && index % chunkSize === 0) await this.deps.pause();
      const entry = this.entryOf(ref);
      if (entry) entries.set(deviceKey(ref), entry);
    }
    return entries;
  }

  private entryOf(ref: DeviceRef): SearchEntry | undefined {
    const known = this.deps.devices.device(ref);
    return known && searchEntry(ref, known.value, this.deps.factory(ref)?.mac);
  }

  private fieldOf(ref: DeviceRef, words: readonly SearchWord[]): SearchField {
    const device = this.deps.devices.device(ref)?.value;
    return device ? matchedField(device, this.deps.factory(ref)?.mac, words) : 'name';
  }
}
