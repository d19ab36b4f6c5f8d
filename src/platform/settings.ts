import * as vscode from 'vscode';

const section = 'tuya';

/** Every setting of the extension and its type. The defaults stand in package.json and nowhere else. */
export interface Settings {
  gatewaySearchLimit: number;
}

export const settingNames: readonly (keyof Settings)[] = ['gatewaySearchLimit'];

/** The only place that reads the configuration. */
export function readSetting<K extends keyof Settings>(name: K): Settings[K] | undefined {
  return vscode.workspace.getConfiguration(section).get<Settings[K]>(name);
}
