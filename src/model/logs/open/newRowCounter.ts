import type { LogTable } from '../table/logTable.js';
import type { TableChange } from '../table/tableChange.js';

/** Counts the rows that come after the newest one of their device: what is new, not what was only read later. */
export class NewRowCounter {
  private readonly newest = new Map<number, number>();
  private came = 0;
  private shown = 0;

  constructor(private readonly table: Pick<LogTable, 'columns' | 'time'>) {}

  /** @param isRange a range is being read: it brings nothing that is new to who asked for it */
  take({ added, cleared }: TableChange, isRange: boolean): void {
    if (cleared) this.newest.clear();
    const before = new Map(this.newest);
    for (const slot of added) {
      const device = this.table.columns.device(slot);
      const time = this.table.time(slot);
      if (!isRange && time > (before.get(device) ?? -Infinity)) this.came++;
      if (time > (this.newest.get(device) ?? -Infinity)) this.newest.set(device, time);
    }
  }

  /** @param isInStep the view shows what its table has; until then those that came count as they did before */
  count(isInStep: boolean): number {
    if (isInStep) this.shown = this.came;
    return this.shown;
  }
}
