import type * as z from 'zod';
import { displayText } from '../../base/displayText.js';
import { chartSeries, type ChartSeries } from '../../model/logs/chart/chartSeries.js';
import type { OpenLog } from '../../model/logs/open/openLog.js';
import type { chartParams, ChartSeriesDto } from '../../protocol/logChart.js';
import { shownCode } from '../details/deviceParts.js';

const unitLength = 20;

/** Lanes over what the view shows, thinned to what a lane can show. */
export async function logChart(
  { session, devices }: OpenLog,
  { from, to, series, points }: z.infer<typeof chartParams>,
  signal: AbortSignal,
): Promise<{ version: number; series: readonly ChartSeriesDto[] }> {
  const { view } = session;
  const { version } = view;
  const rows = view.hold();
  try {
    const request = { from, to, lanes: series, points };
    const lanes = await chartSeries(rows, request, signal, (device, code) => devices.point(device, code));
    return { version, series: lanes.map(laneDto) };
  } finally {
    rows.dispose();
  }
}

/** Codes, units and members are the firmware's: they are made fit to be shown. */
function laneDto({ unit, steps, ...lane }: ChartSeries): ChartSeriesDto {
  return {
    ...lane,
    code: shownCode(lane.code),
    ...(unit !== undefined && { unit: displayText(unit, unitLength) }),
    ...(steps && { steps: steps.map((step) => displayText(step)) }),
  };
}
