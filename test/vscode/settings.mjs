import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Themes by the words that screenshots and journeys use. */
export const themes = /** @type {const} */ ({
  light: 'Light Modern',
  dark: 'Dark Modern',
  'hc-dark': 'Default High Contrast',
  'hc-light': 'Default High Contrast Light',
});

/**
 * A window without welcome pages, experiments, recommendations and chat. Names and values are those that VS Code writes
 * itself: older ones it replaces in the file some time after the window opened, and keeps a copy in its history.
 */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.colorTheme': themes.dark,
  'window.commandCenter': false,
  'window.restoreWindows': 'none',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'update.mode': 'none',
  'git.enabled': false,
  'git.autoRepositoryDetection': false,
};

/**
 * Writes the user settings of a user data folder, where a desktop VS Code and the server both look for them.
 * @param {string} userDataDir
 * @param {Record<string, unknown>} [settings]
 */
export async function writeSettings(userDataDir, settings = {}) {
  const folder = join(userDataDir, 'User');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'settings.json'),
    JSON.stringify({ ...quietSettings, ...settings }, undefined, 2),
  );
}
