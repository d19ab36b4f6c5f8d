import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.js';
import { Lazy } from '../../base/lazy.js';
import type { TaskWatchDeps } from './taskWatch.js';

/**
 * Draws markers for tasks that flash a device, and for those that the person has named. What tells which these are is
 * loaded with the first task, all else with the first of them.
 */
export function watchTasks(deps: TaskWatchDeps & { readonly clock: Clock }): vscode.Disposable {
  const watch = new Lazy(async () => new (await import('./taskWatch.js')).TaskWatch(deps));
  const registrations = [
    vscode.tasks.onDidStartTask(({ execution }) => void watch.get().then((each) => each.started(execution))),
    vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      const at = deps.clock.now();
      void watch.get().then((each) => each.ended(execution, exitCode, at));
    }),
  ];
  return {
    dispose: () => {
      for (const each of registrations) each.dispose();
      void watch.current?.then(
        (each) => each.dispose(),
        () => undefined,
      );
    },
  };
}
