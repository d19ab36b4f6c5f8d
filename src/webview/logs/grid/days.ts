import type { LogItemDto } from '../../../protocol/logRows.js';
import type { LogsContext } from '../parts/renderContext.js';
import { zoneOf } from '../parts/renderContext.js';

const quarterMs = 900_000;

/** The day of an item in the grid's zone. */
export function dayOf(context: LogsContext, item: LogItemDto): string {
  return context.time.day(item.time, zoneOf(context, item.device)) ?? '';
}

/** Whether a day begins between two neighbours. */
export function startsDay(context: LogsContext, above: LogItemDto, item: LogItemDto): boolean {
  // Days begin on a quarter of an hour in every zone; most neighbours share theirs, and no calendar is asked.
  if (Math.floor(item.time / quarterMs) === Math.floor(above.time / quarterMs)) return false;
  // The zone of either: without devices' zones all have the same.
  const [zone, zoneAbove] = [zoneOf(context, item.device), zoneOf(context, above.device)];
  return zone === zoneAbove
    ? !context.time.isSameDay(item.time, above.time, zone)
    : dayOf(context, item) !== dayOf(context, above);
}
