import * as l10n from '@vscode/l10n';
import { lastOf } from '../../../base/timeRange.js';
import type { LogRangeDto } from '../../../protocol/logQuery.js';
import { DurationFormat } from '../parts/duration.js';
import type { LogsContext } from '../parts/renderContext.js';
import { dayRange } from './dayRange.js';
import { zoneOf } from '../parts/renderContext.js';

export const hourMs = 3_600_000;

/** All ranges of the menu that end now. */
export function lastRanges(): readonly { readonly ms: number; readonly text: string }[] {
  return [
    { ms: hourMs / 4, text: l10n.t('15 min') },
    { ms: hourMs, text: l10n.t('1 h') },
    { ms: 3 * hourMs, text: l10n.t('3 h') },
    { ms: 6 * hourMs, text: l10n.t('6 h') },
    { ms: 12 * hourMs, text: l10n.t('12 h') },
    { ms: 24 * hourMs, text: l10n.t('24 h') },
    { ms: 72 * hourMs, text: l10n.t('3 days') },
    { ms: 168 * hourMs, text: l10n.t('7 days') },
  ];
}

/** The ranges that are one click away. */
export function presets(): readonly { readonly ms: number; readonly text: string }[] {
  return [
    { ms: hourMs / 4, text: l10n.t('15 min') },
    { ms: hourMs, text: l10n.t('1 h') },
    { ms: 24 * hourMs, text: l10n.t('24 h') },
    { ms: 168 * hourMs, text: l10n.t('7 days') },
  ];
}

/** Days of the calendar, in the grid's zone. */
export function dayNames(
  zone: string | undefined,
  now = Date.now(),
): readonly { readonly range: LogRangeDto & { kind: 'between' }; readonly text: string }[] {
  return [l10n.t('Today'), l10n.t('Yesterday')].flatMap((text, back) => {
    const range = dayRange(now, back, zone);
    return range ? [{ range, text }] : [];
  });
}

/** A range in a few words, for its button. */
export function rangeText(context: LogsContext, range: LogRangeDto): string {
  const { snapshot, time, locale } = context;
  switch (range.kind) {
    case 'last':
      return (
        lastRanges().find(({ ms }) => ms === range.ms)?.text ?? new DurationFormat(locale).words(range.ms)
      );
    case 'sinceMarker': {
      const index = snapshot.markers.findIndex(({ id }) => id === range.marker);
      const marker = snapshot.markers[index];
      if (!marker) return l10n.t('Since Last Marker');
      return l10n.t(
        'Since {0}',
        marker.text.trim() === '' ? (time.exact(marker.time, zoneOf(context)) ?? '') : marker.text,
      );
    }
    case 'between': {
      const zone = zoneOf(context);
      const day = dayNames(zone).find((own) => own.range.from === range.from && own.range.to === range.to);
      if (day) return day.text;
      const last = lastOf(range);
      const isOneDay = time.day(range.from, zone) === time.day(last, zone);
      return `${time.exact(range.from, zone)} – ${isOneDay ? time.exactTime(last, zone) : time.exact(last, zone)}`;
    }
  }
}
