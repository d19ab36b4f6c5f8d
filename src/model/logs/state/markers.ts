import * as z from 'zod';
import { Emitter, type Event } from '../../../base/event.js';
import { Disposable } from '../../../base/lifecycle.js';
import type { StateStore } from '../../../base/storage.js';

/** A line that a person, or a task that ended, drew into every log at a moment. */
export interface Marker {
  readonly id: string;
  /** Epoch ms by the cloud's clock: it stands among events. */
  readonly time: number;
  readonly text: string;
  /** `flash`: a task that put firmware onto a device, with success. */
  readonly source: 'person' | 'task' | 'flash';
}

const key = 'logs/markers';
/** The newest so many are kept. */
const atMost = 200;
const longestText = 300;

const markerSchema = z.object({
  id: z.string().min(1).max(100),
  time: z.int().nonnegative(),
  text: z.string().max(longestText),
  source: z.enum(['person', 'task', 'flash']),
});

/** The markers of this workspace, the same in all its logs; remembered, the newest first. */
export class Markers extends Disposable {
  private readonly changed = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;
  /** Words in place of a marker's own while something goes on in this window: another window must not read them. */
  private readonly passing = new Map<string, string>();

  constructor(
    private readonly state: StateStore,
    private readonly newId: () => string,
    private readonly now: () => number,
  ) {
    super();
  }

  list(): readonly Marker[] {
    return this.stored().map((marker) => {
      const text = this.passing.get(marker.id);
      return text === undefined ? marker : { ...marker, text };
    });
  }

  /** What can't be read among them is left out. */
  private stored(): readonly Marker[] {
    const stored = this.state.get(key);
    const entries: readonly unknown[] = Array.isArray(stored) ? stored : [];
    const read = entries.flatMap((entry) => {
      const result = markerSchema.safeParse(entry);
      return result.success ? [result.data] : [];
    });
    return read.sort((a, b) => b.time - a.time);
  }

  /**
   * Empty words are fine: the line alone says something.
   * @param time epoch ms; now, where it isn't given
   * @param passing what this window says in place of the text, until it has other words
   */
  async add(text: string, source: Marker['source'], time = this.now(), passing?: string): Promise<Marker> {
    const marker: Marker = {
      id: this.newId(),
      time,
      text: cut(text),
      source,
    };
    if (passing !== undefined) this.passing.set(marker.id, cut(passing));
    const all = [marker, ...this.stored()].sort((a, b) => b.time - a.time);
    await this.write(all.slice(0, atMost));
    return marker;
  }

  /** Gives a marker other words; one that is gone by now stays gone. */
  async retext(id: string, text: string): Promise<void> {
    this.passing.delete(id);
    const all = this.stored();
    if (!all.some((marker) => marker.id === id)) return;
    const words = cut(text);
    await this.write(all.map((marker) => (marker.id === id ? { ...marker, text: words } : marker)));
  }

  private async write(markers: readonly Marker[]): Promise<void> {
    await this.state.update(key, markers.length === 0 ? undefined : markers);
    this.changed.fire();
  }
}

function cut(text: string): string {
  return text.trim().slice(0, longestText);
}
