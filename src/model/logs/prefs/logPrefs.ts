import type * as z from 'zod';
import { Emitter, type Event } from '../../../base/event.js';
import { Disposable } from '../../../base/lifecycle.js';
import type { StateStore } from '../../../base/storage.js';
import {
  highlightRuleSchema,
  layoutPrefsSchema,
  savedFilterSchema,
  usualLayout,
  type HighlightRule,
  type LayoutPrefs,
  type SavedFilter,
} from './prefsSchema.js';

const keys = { layout: 'logs/layout', filters: 'logs/filters', highlights: 'logs/highlights' } as const;
const filtersAtMost = 100;
const highlightsAtMost = 5;

/** What a person set for all logs: remembered here, read with care, the same in every panel. */
export class LogPrefs extends Disposable {
  private readonly changed = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly state: StateStore) {
    super();
  }

  get layout(): LayoutPrefs {
    const read = layoutPrefsSchema.safeParse(this.state.get(keys.layout));
    return read.success ? read.data : usualLayout;
  }

  /** By name. */
  get savedFilters(): readonly SavedFilter[] {
    return this.entries(keys.filters, savedFilterSchema);
  }

  get highlights(): readonly HighlightRule[] {
    return this.entries(keys.highlights, highlightRuleSchema).slice(0, highlightsAtMost);
  }

  setLayout(layout: LayoutPrefs): Promise<void> {
    return this.write(keys.layout, layout);
  }

  /** A filter of the same name is replaced. */
  saveFilter(filter: SavedFilter): Promise<void> {
    const others = this.savedFilters.filter(({ name }) => name !== filter.name);
    const all = [...others, filter].sort((a, b) => a.name.localeCompare(b.name));
    return this.write(keys.filters, all.slice(0, filtersAtMost));
  }

  removeFilter(name: string): Promise<void> {
    return this.write(
      keys.filters,
      this.savedFilters.filter((filter) => filter.name !== name),
    );
  }

  setHighlights(rules: readonly HighlightRule[]): Promise<void> {
    return this.write(keys.highlights, rules.slice(0, highlightsAtMost));
  }

  private entries<T>(key: string, schema: z.ZodType<T>): readonly T[] {
    const stored = this.state.get(key);
    const entries: readonly unknown[] = Array.isArray(stored) ? stored : [];
    return entries.flatMap((entry) => {
      const read = schema.safeParse(entry);
      return read.success ? [read.data] : [];
    });
  }

  private async write(key: string, value: unknown): Promise<void> {
    await this.state.update(key, value);
    this.changed.fire();
  }
}
