import { alarmSettings } from './alarmSettings.js';
import { colour, colourV2 } from './colour.js';
import { countdown } from './countdown.js';
import type { Decoder } from './decoder.js';
import { electricity } from './electricity.js';
import { lampCycleTiming, lampRandomTiming } from './lampTimings.js';
import { scene } from './scene.js';
import { cycleTimes, randomTimes } from './socketTimes.js';

/** Which decoder reads which data point. A new one is a file beside this one, and its codes here. */
const byCode: ReadonlyMap<string, Decoder> = new Map([
  ...each(['phase_a', 'phase_b', 'phase_c'], electricity),
  ...each(['colour_data', 'colour_data_hsv'], colour),
  ...each(['colour_data_v2'], colourV2),
  ...each(['scene_data'], scene),
  ...each(['cycle_time'], cycleTimes),
  ...each(['random_time'], randomTimes),
  ...each(['cycle_timing'], lampCycleTiming),
  ...each(['random_timing'], lampRandomTiming),
  ...each(['alarm_set_1', 'alarm_set_2'], alarmSettings),
]);

const countdownCode = /^countdown(?:_?\d{1,2}|_usb\d|_left|_set)?$/;

export function decoderOf(code: string): Decoder | undefined {
  return byCode.get(code) ?? (isCountdown(code) ? countdown : undefined);
}

export function isCountdown(code: string): boolean {
  return countdownCode.test(code);
}

function each(codes: readonly string[], decoder: Decoder): readonly (readonly [string, Decoder])[] {
  return codes.map((code) => [code, decoder]);
}
