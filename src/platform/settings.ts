import * as vscode from 'vscode';

const section = 'tuya';

/** Every setting of the extension and its type. The defaults stand in package.json and nowhere else. */
export interface Settings {
  gatewaySearchLimit: number;
  'logs.markerTasks': readonly string[];
  'logs.callsPerHour': number;
  'logs.maxRows': number;
  'logs.archiveMegabytes': number;
}

export const settingNames: readonly (keyof Settings)[] = [
  'gatewaySearchLimit',
  'logs.markerTasks',
  'logs.callsPerHour',
  'logs.maxRows',
  'logs.archiveMegabytes',
];

/** The only place that reads the configuration. */
export function readSetting<K extends keyof Settings>(name: K): Settings[K] | undefined {
  return vscode.workspace.getConfiguration(section).get<Settings[K]>(name);
}

/** A number of at least `least`; what a person typed in its place by hand is nothing. */
function readNumber(name: keyof Settings, least: number): number | undefined {
  const value: unknown = readSetting(name);
  return typeof value === 'number' && value >= least ? Math.floor(value) : undefined;
}

export function readTexts(name: keyof Settings): readonly string[] {
  const value: unknown = readSetting(name);
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** What of the logs a person can set, read whenever it is needed. */
export const logSettings = {
  maxRows: () => readNumber('logs.maxRows', 1_000),
  callsPerHour: () => readNumber('logs.callsPerHour', 1),
  archiveMegabytes: () => readNumber('logs.archiveMegabytes', 10) ?? 500,
} as const;
