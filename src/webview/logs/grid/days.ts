import type { LogItemDto } from '../../../protocol/logs.js';
import type { LogsScene } from '../parts/renderContext.js';
import { zoneOf } from '../parts/renderContext.js';

const quarterMs = 900_000;

/** The day of an item in the grid's zone. */
export function dayOf(scene: LogsScene, item: LogItemDto): string {
  return scene.time.day(item.time, zoneOf(scene, item.device)) ?? '';
}

/** Whether a day begins between two neighbours. */
export function startsDay(scene: LogsScene, above: LogItemDto, item: LogItemDto): boolean {
  // Days begin on a quarter of an hour in every zone; most neighbours share theirs, and no calendar is asked.
  if (Math.floor(item.time / quarterMs) === Math.floor(above.time / quarterMs)) return false;
  return dayOf(scene, item) !== dayOf(scene, above);
}
