import * as l10n from '@vscode/l10n';
import type { EventNamesDto } from '../../../protocol/logs.js';

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
  // What was sent from here.
  1000: 'send',
};

/** Name of the event type's codicon. */
export function eventIcon(type: number): string {
  return icons[type] ?? 'question';
}

/** Class that carries the event type's colour; only ever beside its icon and word. */
export function eventClass(type: number): string {
  return type in icons ? `event-${type}` : 'event-other';
}

/** Every type that the cloud's table lists, ascending. */
export function eventTypes(names: EventNamesDto): readonly number[] {
  return Object.keys(names.types)
    .map(Number)
    .filter((type) => type <= 10);
}

export function eventName(names: EventNamesDto, type: number): string {
  return names.types[type] ?? l10n.t('Type {0}', type);
}

export function sourceName(names: EventNamesDto, from: string): string {
  return Object.hasOwn(names.sources, from) ? (names.sources[from] ?? from) : l10n.t('Source {0}', from);
}
