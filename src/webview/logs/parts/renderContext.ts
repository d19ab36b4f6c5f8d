import type { EventNamesDto, LogsSnapshot } from '../../../protocol/logs.js';
import type { TimeFormat } from '../../shared/formatTime.js';
import type { LogsRequests } from './requests.js';

/** What every part of the page draws from. */
export interface LogsContext {
  readonly snapshot: LogsSnapshot;
  readonly names: EventNamesDto;
  /** The person's own, for numbers and dates. */
  readonly locale: string;
  readonly time: TimeFormat;
  readonly requests: LogsRequests;
}

/** Zone of the times in the grid: undefined for the person's own. */
export function zoneOf({ snapshot }: Pick<LogsContext, 'snapshot'>, device = 0): string | undefined {
  if (snapshot.layout.zone === 'utc') return 'UTC';
  return snapshot.layout.zone === 'device' ? snapshot.devices[device]?.zone : undefined;
}
