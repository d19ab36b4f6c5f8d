import { contains, type TimeRange } from '../../../base/timeRange.js';
import type { LogLack } from '../rows/logTypes.js';

/** What is known of a stretch of a device's log. */
export type StretchLabel =
  | { readonly kind: 'read' }
  | { readonly kind: 'loading' } // is being read, or about to be
  | { readonly kind: 'unread'; readonly auto?: boolean }
  | { readonly kind: 'paused' } // the tail was stopped meanwhile
  | { readonly kind: 'failed'; readonly problem: unknown; readonly auto?: boolean }
  | { readonly kind: 'incomplete'; readonly reason: LogLack }
  | { readonly kind: 'retention' }
  | { readonly kind: 'dropped' };

export interface Stretch extends TimeRange {
  /** The same for as long as the stretch stands, even if its ends move. */
  readonly id: number;
  readonly label: StretchLabel;
}

/**
 * What is known of a log, stretch by stretch: each moment has at most one label, the one given last. Neighbours of one
 * kind are one stretch, so that an endless tail is one entry.
 */
export class Stretches {
  private list: Stretch[] = [];

  constructor(private readonly newId: () => number) {}

  /** Oldest first. */
  all(): readonly Stretch[] {
    return this.list;
  }

  labelAt(time: number): StretchLabel | undefined {
    return this.list.find((stretch) => contains(stretch, time))?.label;
  }

  /** How far back everything right before a moment is read. */
  readDownFrom(time: number): number {
    const before = this.list.find(({ from, to }) => from < time && time <= to);
    return before?.label.kind === 'read' ? before.from : time;
  }

  clear(): void {
    this.list = [];
  }

  /** Labels `from` up to, and without, `to`. */
  paint(from: number, to: number, label: StretchLabel): void {
    if (from >= to) return;
    const before: Stretch[] = [];
    const after: Stretch[] = [];
    let id: number | undefined;
    let start = from;
    let end = to;
    for (const old of this.list) {
      const isSame = areOne(old.label, label);
      if (old.to < from || (old.to === from && !isSame)) before.push(old);
      else if (old.from > to || (old.from === to && !isSame)) after.push(old);
      else if (isSame) {
        id ??= old.id;
        start = Math.min(start, old.from);
        end = Math.max(end, old.to);
      } else {
        if (old.from < from) before.push({ ...old, to: from });
        // The newer half of one that is cut in two is another one.
        if (old.to > to) after.push({ ...old, from: to, id: old.from < from ? this.newId() : old.id });
      }
    }
    this.list = [...before, { id: id ?? this.newId(), from: start, to: end, label }, ...after];
  }

  /** Gives whatever has one kind of label another one. */
  repaint(kind: StretchLabel['kind'], label: StretchLabel): void {
    for (const stretch of this.list.filter((each) => each.label.kind === kind)) {
      this.paint(stretch.from, stretch.to, label);
    }
  }

  /** Forgets what lies before, or after. */
  trim(from: number, to = Infinity): void {
    this.list = this.list.flatMap((old) =>
      old.to <= from || old.from >= to
        ? []
        : old.from < from || old.to > to
          ? { ...old, from: Math.max(old.from, from), to: Math.min(old.to, to) }
          : old,
    );
  }

  /** Labels what isn't read within a stretch. */
  mark(from: number, to: number, label: StretchLabel): void {
    let at = from;
    for (const { from: start, to: end, label: known } of this.list) {
      if (known.kind !== 'read' || end <= at) continue;
      if (start >= to) break;
      this.paint(at, start, label);
      at = end;
    }
    this.paint(at, to, label);
  }
}

function areOne(a: StretchLabel, b: StretchLabel): boolean {
  if (a.kind === 'incomplete') return b.kind === 'incomplete' && a.reason === b.reason;
  if (a.kind === 'unread') return b.kind === 'unread' && a.auto === b.auto;
  return a.kind === b.kind;
}
