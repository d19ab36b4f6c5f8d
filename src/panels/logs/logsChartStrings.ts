import { l10n } from 'vscode';
import type { LogsChartStrings } from '../../protocol/logsChartStrings.js';

const place = ['{0}', '{1}', '{2}', '{3}', '{4}', '{5}', '{6}'] as const;

/** The chart's texts in the person's language. Placeholders are filled in by the page. */
export function logsChartStrings(): LogsChartStrings {
  return {
    label: l10n.t('Chart'),
    empty: l10n.t('No numeric or boolean data points in this range'),
    emptyHint: l10n.t('The chart draws reports of data points whose values are numbers, or true and false.'),
    noneChosen: l10n.t('No data point is chosen.'),
    loading: l10n.t('Reading the points…'),
    failed: l10n.t('The points could not be read.'),
    retry: l10n.t('Try again'),
    lanes: l10n.t('Data points'),
    chooseLanes: l10n.t('Choose data points for the chart'),
    tooManyLanes: l10n.t('{0} lanes at most', ...place),
    busiest: l10n.t('Busiest'),
    zoomIn: l10n.t('Zoom in'),
    zoomOut: l10n.t('Zoom out'),
    reset: l10n.t('Show the whole range'),
    savePng: l10n.t('Save as picture'),
    on: l10n.t('on'),
    off: l10n.t('off'),
    noPoints: l10n.t('{0}: no points in this range', ...place),
    noPointsHere: l10n.t('no points in this range'),
    numberSummary: l10n.t('{0}: {1} points from {2} to {3}, lowest {4}, highest {5}, last {6}', ...place),
    booleanSummary: l10n.t('{0}: {1} points from {2} to {3}, last {4}', ...place),
    pointAt: l10n.t('{0}: {1}', ...place),
    keys: l10n.t(
      'Left and right go from point to point, Home and End to the first and last, Enter shows the row.',
    ),
    mouse: l10n.t('Drag selects rows, with Shift it zooms.'),
    thinned: l10n.t('{0} of {1} points drawn: highest and lowest of each stretch', ...place),
    assumed: l10n.t('usual scale'),
  };
}
