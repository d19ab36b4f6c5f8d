import * as l10n from '@vscode/l10n';
import { lastOf } from '../../../base/timeRange.js';
import type { LogRangeDto } from '../../../protocol/logs.js';
import { DurationFormat } from '../parts/duration.js';
import type { LogsContext } from '../parts/renderContext.js';
import { zoneOf } from '../parts/renderContext.js';

export const hourMs = 3_600_000;

/** The ranges that are one click away. */
export function presets(): readonly { readonly ms: number; readonly text: string }[] {
  return [
    { ms: hourMs / 4, text: l10n.t('15 min') },
    { ms: hourMs, text: l10n.t('1 h') },
    { ms: 24 * hourMs, text: l10n.t('24 h') },
    { ms: 168 * hourMs, text: l10n.t('7 days') },
  ];
}

/** A range in a few words, for its button. */
export function rangeText(context: LogsContext, range: LogRangeDto): string {
  const { snapshot, time, locale } = context;
  switch (range.kind) {
    case 'last':
      return presets().find(({ ms }) => ms === range.ms)?.text ?? new DurationFormat(locale).words(range.ms);
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
      const last = lastOf(range);
      const isOneDay = time.day(range.from, zone) === time.day(last, zone);
      return `${time.exact(range.from, zone)} – ${isOneDay ? time.exactTime(last, zone) : time.exact(last, zone)}`;
    }
  }
}
