import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { Lazy } from '../../base/lazy.js';
import type { Core } from '../../app/core.js';
import { readTexts } from '../../platform/settings/settings.js';

/** Draws a marker when a task ends whose name the person has set. For other tasks, nothing is loaded. */
export function markEndedTasks(core: Lazy<Core>): vscode.Disposable {
  return vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
    const names = readTexts('logs.markerTasks');
    if (names.length > 0) void mark(core, execution.task.name, exitCode, names);
  });
}

async function mark(
  core: Lazy<Core>,
  task: string,
  exitCode: number | undefined,
  names: readonly string[],
): Promise<void> {
  const at = Date.now();
  const { isNamedTask } = await import('../../model/logs/state/taskNames.js');
  if (!isNamedTask(task, names)) return;
  const { logs } = await core.get();
  const name = displayText(task);
  const text =
    exitCode === undefined
      ? vscode.l10n.t('{0} · ended', name)
      : vscode.l10n.t('{0} · exit code {1}', name, exitCode);
  await logs.markers.add(text, 'task', at);
}
