import { l10n } from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { RunPlan } from '../../model/expectations/runPlan.js';
import { numberText } from '../display/numbers.js';
import { durationText } from './durationTexts.js';
import { valueText } from './valueTexts.js';

/** What a run will cost, in one line. */
export function planText({ devices, sends, expectations, calls, ms }: RunPlan): string {
  return [
    devices === 1 ? l10n.t('1 device') : l10n.t('{0} devices', numberText(devices)),
    sends === 1 ? l10n.t('1 command') : l10n.t('{0} commands', numberText(sends)),
    expectations === 1 ? l10n.t('1 expectation') : l10n.t('{0} expectations', numberText(expectations)),
    l10n.t('{0} to {1} calls', numberText(calls.atLeast), numberText(calls.atMost)),
    l10n.t('{0} to {1}', durationText(ms.atLeast), durationText(ms.atMost)),
  ].join(' · ');
}

/** Each data point that is set, a line each: `lamp · switch_led = true | false · 20 times`. */
export function sentTexts({ sent }: RunPlan): readonly string[] {
  return sent.map(({ device, code, values, times }) => {
    const shown = values.slice(0, valuesAtMost).map((value) => valueText(value));
    const more = values.length > valuesAtMost ? ['…'] : [];
    const point = l10n.t('{0} = {1}', displayText(code), [...shown, ...more].join(' | '));
    const count = times === 1 ? l10n.t('once') : l10n.t('{0} times', numberText(times));
    return [displayText(device), point, count].join(' · ');
  });
}

const valuesAtMost = 8;
