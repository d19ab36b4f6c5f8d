import * as vscode from 'vscode';
import { isEmpty } from '../../base/timeRange.js';
import type { OpenLog } from '../../model/logs/open/openLog.js';
import type { LogSession } from '../../model/logs/logSession.js';
import { describeProblem } from '../../platform/errorMessages/problemTexts.js';
import type { LogQueryDto } from '../../protocol/logQuery.js';
import type { QueryStartDto } from '../../protocol/logRequests.js';

/** So many calls are made without asking: a free project has some 26,000 a month. */
export const freeCalls = 20;

/** Reads a range, unless it costs so much that the person is to be asked first. */
export async function startQuery(
  log: Pick<OpenLog, 'run'> & { readonly session: Pick<LogSession, 'estimate'> },
  { query, confirmed }: { readonly query: LogQueryDto; readonly confirmed: boolean },
  signal: AbortSignal,
): Promise<QueryStartDto> {
  const { range } = query;
  if (range.kind === 'between' && isEmpty(range)) {
    return { state: 'refused', message: vscode.l10n.t('The end is before the start.') };
  }
  if (!confirmed) {
    try {
      const { calls } = await log.session.estimate(query, { asker: 'person', signal });
      if (calls > freeCalls) return { state: 'costly', calls };
    } catch (error) {
      if (signal.aborted) throw error;
      return { state: 'refused', message: describeProblem(error).what };
    }
  }
  // Never rejects: how it goes is in the session's state.
  void log.run(query, 'person');
  return { state: 'started' };
}
