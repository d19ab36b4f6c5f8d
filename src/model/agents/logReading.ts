import type { CallInfo } from '../../tuya/operations.js';
import type { LogEntry } from '../../tuya/results.js';
import { LogSource, type LogSelection } from '../logs/read/logSource.js';
import type { AgentHost } from './agentHost.js';

export interface ReadRows {
  /** The newest first. */
  readonly rows: readonly LogEntry[];
  /** Of the rows that were read; older ones may follow where it is false. */
  readonly isComplete: boolean;
  readonly calls: number;
}

/**
 * Reads pages of a device's log until the range ends, or so many calls are used.
 * @param heard is told of each call, with the cloud's time
 */
export async function readRows(
  host: AgentHost,
  device: { readonly projectId: string; readonly deviceId: string },
  asked: LogSelection & { readonly from: number; readonly to: number; readonly callsAtMost: number },
  signal: AbortSignal,
  heard: (info: CallInfo) => void = () => undefined,
): Promise<ReadRows> {
  let calls = 0;
  const source = new LogSource(device.deviceId, {
    client: () => host.client(device.projectId, signal),
    edition: host.edition(device.projectId),
    onCall: (info) => {
      calls++;
      heard(info);
    },
  });
  const { types, codes, from, to, callsAtMost } = asked;
  const rows: LogEntry[] = [];
  let cursor: Awaited<ReturnType<LogSource['page']>>['next'];
  do {
    const page = await source.page({ types, codes, from, to, cursor }, { asker: 'quiet', signal });
    rows.push(...page.items.filter(({ eventTime }) => eventTime >= from && eventTime < to));
    cursor = page.items.length > 0 ? page.next : undefined;
  } while (cursor && calls < callsAtMost);
  rows.sort((a, b) => b.eventTime - a.eventTime);
  return { rows, isComplete: cursor === undefined, calls };
}
