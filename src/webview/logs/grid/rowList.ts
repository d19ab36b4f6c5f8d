import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LogItemDto } from '../../../protocol/logRows.js';
import type { LogsSnapshot } from '../../../protocol/logs.js';
import { startsDay } from './days.js';
import type { GridCursor } from './gridCursor.js';
import type { RowStore } from './rowStore.js';
import type { RowContext } from './rowView.js';
import { noteView, rowView, skeletonView } from './rowView.js';

interface RowList {
  readonly view: RowContext;
  readonly store: RowStore;
  readonly cursor: GridCursor;
  readonly openId: number | undefined;
  /** First and last row to be drawn. */
  readonly range: readonly [from: number, to: number];
  /** What all rows are drawn with, as one text: while it stays, rows that stay aren't drawn again. */
  readonly look: string;
}

/** What rows are drawn with beside themselves; a row itself changes only with the view's version. */
export function lookOf({ layout, devices }: LogsSnapshot): string {
  return JSON.stringify([layout, devices.map(({ name, colour, zone }) => [name, colour, zone])]);
}

function commandKey(item: LogItemDto | undefined): string | undefined {
  return item?.kind === 'row' ? item.command?.key : undefined;
}

/** The rows of a stretch, each drawn again only where something of it has changed. */
export function rowList({ view, store, cursor, openId, range: [from, to], look }: RowList): unknown {
  const { active, selection } = cursor;
  const marked = active && commandKey(store.at(active.index));
  const indexes = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
  return repeat(
    indexes,
    (index) => store.at(index)?.id ?? `at ${index}`,
    (index) => {
      const item = store.at(index);
      const above = item && store.at(index - 1);
      const state = {
        isActive: active?.index === index,
        isSelected: item !== undefined && selection.ids.has(item.id),
        startsDay: item !== undefined && above !== undefined && startsDay(view.context, above, item),
        isOpen: item !== undefined && item.id === openId,
        isLinked: marked !== undefined && active?.index !== index && commandKey(item) === marked,
      };
      return guard([item ?? index, look, ...Object.values(state)], () => {
        if (!item) return skeletonView(view, index);
        return item.kind === 'row' ? rowView(view, item, state) : noteView(view, item, state);
      });
    },
  );
}
