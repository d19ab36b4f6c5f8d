import { beforeEach, expect, it } from 'vitest';
import manifest from '../../../../package.json' with { type: 'json' };
import {
  gatewaySearchLimit,
  keptForMs,
  logSettings,
  onlineStatesPace,
} from '../../../../src/platform/settings/settings.js';
import { workbench } from '../../../support/vscodeShim.js';

beforeEach(() => workbench.reset());

const properties: Readonly<Record<string, { readonly type: string; readonly maximum?: number }>> =
  manifest.contributes.configuration.properties;
const readers: Readonly<Record<string, () => number | undefined>> = {
  'tuya.gatewaySearchLimit': gatewaySearchLimit,
  'tuya.onlineStatesMinutes': () => (onlineStatesPace() ?? 0) / 60_000,
  'tuya.keptForHours': () => keptForMs() / 3_600_000,
  'tuya.logs.callsPerHour': logSettings.callsPerHour,
  'tuya.logs.maxRows': logSettings.maxRows,
  'tuya.logs.archiveMegabytes': logSettings.archiveMegabytes,
  'tuya.logs.fileMegabytes': logSettings.fileMegabytes,
  'tuya.logs.fileCount': logSettings.fileCount,
};
const numbers = Object.entries(properties).filter(([, { type }]) => type === 'integer');

it('has a reader for each number', () => {
  expect(Object.keys(readers).sort()).toEqual(numbers.map(([name]) => name).sort());
});

// A pause of more than 24 days is none for a timer: it would ask without end.
it.each(numbers)('%s is at most what the manifest allows', (name, { maximum = 0 }) => {
  for (const tooLarge of [maximum + 1, 1e9, Infinity]) {
    workbench.configuration.set(name, tooLarge);
    expect(readers[name]?.()).toBe(maximum);
  }
  workbench.configuration.set(name, maximum - 1);
  expect(readers[name]?.()).toBe(maximum - 1);
});

it('a search limit that is no number asks nobody', () => {
  for (const odd of ['20', -1, null, [20]]) {
    workbench.configuration.set('tuya.gatewaySearchLimit', odd);
    expect(gatewaySearchLimit()).toBe(0);
  }
});
