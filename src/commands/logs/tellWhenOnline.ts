import * as vscode from 'vscode';
import { showFailure } from '../../platform/errorMessages/nextSteps.js';
import { displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import { callsOfWatch, longestWatchMs, type WatchEnd } from '../../model/logs/watch/onlineWatch.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { describeProblem, problemText } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { present, wordsOf } from '../devices/deviceWords.js';

const hour = 3_600_000;

/** Waits for devices to come online, and tells each once. What that costs is said at the start. */
export async function tellWhenOnline(deps: CommandDeps, refs: readonly DeviceRef[] = []): Promise<void> {
  const core = await deps.core.get();
  for (const ref of present(core, refs)) void watch(deps, core, ref);
}

async function watch(deps: CommandDeps, core: Core, ref: DeviceRef): Promise<void> {
  const { watches } = core.logs;
  const name = displayText(wordsOf(core, ref).name);
  const stop = vscode.l10n.t('Stop Waiting');
  const offerStop = async (text: string): Promise<void> => {
    if ((await vscode.window.showInformationMessage(text, stop)) === stop) watches.cancel(ref);
  };
  const ended = watches.start(ref, () => void offerStop(startText(name)));
  if (!ended) return offerStop(vscode.l10n.t('Already waiting for ‘{0}’.', name));
  const end = await ended;
  await tellEnd(deps, ref, name, end);
}

function startText(name: string): string {
  return vscode.l10n.t(
    'Waiting for ‘{0}’ to come online, for {1} hours at most. That costs about {2} API calls in the first hour and {3} in each later one.',
    name,
    Math.round(longestWatchMs / hour),
    callsOfWatch(hour),
    callsOfWatch(3 * hour) - callsOfWatch(2 * hour),
  );
}

async function tellEnd(deps: CommandDeps, ref: DeviceRef, name: string, end: WatchEnd): Promise<void> {
  const show = vscode.l10n.t('Open Log');
  const openOn = async (text: string): Promise<void> => {
    const chosen = await vscode.window.showInformationMessage(text, show);
    if (chosen === show) await deps.openLogs(ref.projectId, [ref.deviceId]);
  };
  switch (end.end) {
    case 'wasOnline':
      return openOn(vscode.l10n.t('‘{0}’ is online.', name));
    case 'online':
      return openOn(
        vscode.l10n.t(
          '‘{0}’ is back online after {1} min.',
          name,
          Math.max(1, Math.round(end.waitedMs / 60_000)),
        ),
      );
    case 'tooLong':
      void vscode.window.showWarningMessage(
        vscode.l10n.t('‘{0}’ did not come online within a day. Waiting has ended.', name),
      );
      return;
    case 'failed':
      void showFailure(
        vscode.l10n.t('Waiting for ‘{0}’ has ended. {1}', name, problemText(describeProblem(end.error))),
        end.error,
      );
      return;
    case 'cancelled':
  }
}
