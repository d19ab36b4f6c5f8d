import type { LogsStrings } from '../../../protocol/logsStrings.js';
import { fill } from '../../shared/fill.js';

const icons: Readonly<Record<number, string>> = {
  1: 'plug',
  2: 'debug-disconnect',
  3: 'rocket',
  4: 'discard',
  5: 'arrow-circle-down',
  6: 'cloud-download',
  7: 'arrow-circle-up',
  8: 'broadcast',
  9: 'debug-restart',
  10: 'watch',
};

/** Name of the event type's codicon. */
export function eventIcon(type: number): string {
  return icons[type] ?? 'question';
}

/** Class that carries the event type's colour; only ever beside its icon and word. */
export function eventClass(type: number): string {
  return type in icons ? `event-${type}` : 'event-other';
}

export function eventName(strings: LogsStrings, type: number): string {
  return strings.types[type] ?? fill(strings.grid.unknownType, type);
}

export function sourceName(strings: LogsStrings, from: string): string {
  return Object.hasOwn(strings.sources, from)
    ? (strings.sources[from] ?? from)
    : fill(strings.grid.unknownSource, from);
}
