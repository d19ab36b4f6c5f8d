import * as vscode from 'vscode';
import type { NetworkSettings, NetworkSource } from '../../tuya/http/proxySettings.js';

const section = 'tuya';

/** Every setting of the extension and its type. The defaults stand in package.json and nowhere else. */
export interface Settings {
  gatewaySearchLimit: number;
  onlineStatesMinutes: number;
  keptForHours: number;
  'logs.markerTasks': readonly string[];
  'logs.readFlashedDevice': boolean;
  'logs.callsPerHour': number;
  'logs.maxRows': number;
  'logs.archiveMegabytes': number;
  'logs.fileMegabytes': number;
  'logs.fileCount': number;
  'source.lens': SourceLens;
}

/** Values above data points in source: none, those that are known, or read every minute. */
export type SourceLens = 'off' | 'known' | 'live';

export const settingNames: readonly (keyof Settings)[] = [
  'gatewaySearchLimit',
  'onlineStatesMinutes',
  'keptForHours',
  'logs.markerTasks',
  'logs.readFlashedDevice',
  'logs.callsPerHour',
  'logs.maxRows',
  'logs.archiveMegabytes',
  'logs.fileMegabytes',
  'logs.fileCount',
  'source.lens',
];

/** The only place that reads the configuration. */
function readSetting<K extends keyof Settings>(name: K): Settings[K] | undefined {
  return vscode.workspace.getConfiguration(section).get<Settings[K]>(name);
}

/** Keeps a setting for this user. */
export async function writeSetting<K extends keyof Settings>(name: K, value: Settings[K]): Promise<void> {
  await vscode.workspace.getConfiguration(section).update(name, value, vscode.ConfigurationTarget.Global);
}

export function onSettingChange(name: keyof Settings, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`${section}.${name}`)) listener();
  });
}

/** How many devices are asked for their sub-devices. */
export function gatewaySearchLimit(): number {
  return readNumber('gatewaySearchLimit', 0, 1_000) ?? 0;
}

/** How often the online states are read by themselves, ms; undefined where they aren't. */
export function onlineStatesPace(): number | undefined {
  const minutes = readNumber('onlineStatesMinutes', 1, 1_440);
  return minutes === undefined ? undefined : minutes * 60_000;
}

/** How old what an earlier window read may be to be left as it is, ms. */
export function keptForMs(): number {
  return (readNumber('keptForHours', 0, 8_760) ?? 24) * 3_600_000;
}

export function sourceLens(): SourceLens {
  const value: unknown = readSetting('source.lens');
  return value === 'known' || value === 'live' ? value : 'off';
}

/** Whether a flash reads its device before and after. */
export function readsFlashedDevice(): boolean {
  return readSetting('logs.readFlashedDevice') !== false;
}

/** Whether files open in one tab that the next one replaces: VS Code's own setting, which holds for details, too. */
export function wantsPreviews(): boolean {
  return vscode.workspace.getConfiguration('workbench.editor').get('enablePreview') !== false;
}

const networkNames = [
  'proxySupport',
  'proxy',
  'noProxy',
  'proxyAuthorization',
  'proxyStrictSSL',
  'systemCertificates',
] as const;

/** VS Code's own settings of the network. */
export const networkSettings: NetworkSource = {
  read: readNetworkSettings,
  onDidChange: (listener) =>
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (networkNames.some((name) => change.affectsConfiguration(`http.${name}`))) listener();
    }),
};

function readNetworkSettings(): NetworkSettings {
  const authorization = chosenByUser('proxyAuthorization');
  const support = chosenByUser('proxySupport');
  const noProxy = chosenByUser('noProxy');
  const proxy = chosenByUser('proxy');
  return {
    proxySupport: support === 'off' || support === 'on' || support === 'fallback' ? support : 'override',
    proxy: typeof proxy === 'string' ? proxy : '',
    noProxy: Array.isArray(noProxy) ? noProxy.filter((entry) => typeof entry === 'string') : [],
    ...(typeof authorization === 'string' ? { proxyAuthorization: authorization } : {}),
    proxyStrictSSL: chosenByUser('proxyStrictSSL') !== false,
    systemCertificates: chosenByUser('systemCertificates') !== false,
  };
}

/** Of the user or of this machine. VS Code lets no workspace set these; should it ever, no workspace leads requests astray. */
function chosenByUser(name: (typeof networkNames)[number]): unknown {
  const found = vscode.workspace.getConfiguration('http').inspect(name);
  return found?.globalValue ?? found?.defaultValue;
}
/**
 * A number of at least `least`; what a person typed in its place by hand is nothing. VS Code underlines a number that is
 * too large, and gives it all the same: more than `most` is `most`.
 */
function readNumber(name: keyof Settings, least: number, most: number): number | undefined {
  const value: unknown = readSetting(name);
  return typeof value === 'number' && value >= least ? Math.min(Math.floor(value), most) : undefined;
}

export function readTexts(name: keyof Settings): readonly string[] {
  const value: unknown = readSetting(name);
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** What of the logs a person can set, read whenever it is needed. */
export const logSettings = {
  maxRows: () => readNumber('logs.maxRows', 1_000, 2_000_000),
  callsPerHour: () => readNumber('logs.callsPerHour', 1, 3_600),
  archiveMegabytes: () => readNumber('logs.archiveMegabytes', 10, 100_000) ?? 500,
  fileMegabytes: () => readNumber('logs.fileMegabytes', 1, 20) ?? 5,
  fileCount: () => readNumber('logs.fileCount', 1, 10) ?? 3,
} as const;
