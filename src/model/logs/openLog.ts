import type { IDisposable } from '../../base/lifecycle.js';
import type { Logs } from './logs.js';
import { LogSession } from './logSession.js';
import { LogDevices } from './open/logDevices.js';
import { OpenLog, type EventWords } from './open/openLog.js';
import type { LogSessionKey } from './state/sessionState.js';

/** Opens the log of a device, or of several in one timeline. The caller owns the answer. */
export function openLog(logs: Logs, key: LogSessionKey, words: EventWords): OpenLog {
  const { deps, prefs, editions, markers, archive, files: logFiles } = logs;
  const { connections, projects, clock, settings } = deps;
  const capacity = settings.maxRows();
  let added: IDisposable | undefined;
  const log = new OpenLog({
    words,
    prefs,
    commands: deps.commands,
    logFiles,
    clock,
    devices: new LogDevices(key, deps),
    openSession: (createView) =>
      new LogSession(key, {
        connections,
        projects,
        clock,
        createView,
        editions,
        markers,
        archive,
        commands: deps.commands,
        budget: () => logs.callsPerHour(key.projectId),
        ...(capacity !== undefined && { capacity }),
      }),
    closed: () => added?.dispose(),
  });
  added = logs.add(log);
  return log;
}
