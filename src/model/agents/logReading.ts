import type { LogEntry } from '../../tuya/results.js';
import { LogSource, type LogSelection } from '../logs/read/logSource.js';
import { pointWithoutSecrets } from '../../base/secretNames.js';
import type { AgentHost } from './agentHost.js';
import { withheld } from './agentTexts.js';

export interface ReadRows {
  /** The newest first, without secrets. */
  readonly rows: readonly LogEntry[];
  /** Of the rows that were read; older ones may follow where it is false. */
  readonly isComplete: boolean;
  readonly calls: number;
  /** Why the others weren't read; undefined where nothing kept them from it. */
  readonly stopped: unknown;
}

function withoutSecret(row: LogEntry): LogEntry {
  return row.value === undefined
    ? row
    : { ...row, value: pointWithoutSecrets(row.code, row.value) ?? withheld };
}

/** Reads pages of a device's log until the range ends, so many calls are used, or it is over for another reason. */
export async function readRows(
  host: AgentHost,
  device: { readonly projectId: string; readonly deviceId: string },
  asked: LogSelection & {
    readonly from: number;
    readonly to: number;
    readonly callsAtMost: number;
    readonly isOver?: () => boolean;
  },
  signal: AbortSignal,
): Promise<ReadRows> {
  let calls = 0;
  const source = new LogSource(device.deviceId, {
    client: () => host.client(device.projectId, signal),
    edition: host.edition(device.projectId),
    onCall: () => void calls++,
  });
  const { types, codes, from, to, callsAtMost, isOver = () => false } = asked;
  const rows: LogEntry[] = [];
  type Page = Awaited<ReturnType<LogSource['page']>>;
  let cursor: Page['next'];
  let stopped: unknown;
  do {
    let page: Page;
    try {
      page = await source.page({ types, codes, from, to, cursor }, { asker: 'quiet', signal });
    } catch (error) {
      // What was read was paid for, and is an answer.
      if (!cursor || !host.isUsedUp(error)) throw error;
      stopped = error;
      break;
    }
    const inRange = page.items.filter(({ eventTime }) => eventTime >= from && eventTime < to);
    rows.push(...inRange.map(withoutSecret));
    cursor = page.items.length > 0 ? page.next : undefined;
  } while (cursor && calls < callsAtMost && !isOver());
  rows.sort((a, b) => b.eventTime - a.eventTime);
  return { rows, isComplete: cursor === undefined, calls, stopped };
}
