import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.js';
import { Lazy } from '../../base/lazy.js';
import type { TaskKind } from './taskKind.js';
import type { TaskWatch, TaskWatchDeps } from './taskWatch.js';

/**
 * Draws markers for tasks that flash a device, and for those that the person has named. What tells which these are is
 * loaded with the first task, all else with the first of them.
 */
export function watchTasks(deps: TaskWatchDeps & { readonly clock: Clock }): vscode.Disposable {
  const kinds = new Lazy(() => import('./taskKind.js'));
  const watch = new Lazy(async () => new (await import('./taskWatch.js')).TaskWatch(deps));
  /** In the order of the events: each waits for the same things. */
  const tell = async (
    { task }: vscode.TaskExecution,
    run: (watch: TaskWatch, kind: TaskKind) => void,
  ): Promise<void> => {
    try {
      const kind = (await kinds.get()).kindOf(task);
      if (kind) run(await watch.get(), kind);
    } catch {
      deps.log.log('warn', 'a task could not be looked at');
    }
  };
  const registrations = [
    vscode.tasks.onDidStartTask(
      ({ execution }) =>
        void tell(execution, (each, kind) => {
          if (kind === 'flash') each.started(execution);
        }),
    ),
    vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      const at = deps.clock.now();
      void tell(execution, (each, kind) => each.ended(kind, execution, exitCode, at));
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
