import type { LogsQuery } from '../../src/tuya/api/deviceLogs.js';
import { CloudTime } from '../../src/model/projects/cloudTime.js';
import type { LogSessionDeps } from '../../src/model/logs/logSession.js';
import type { CallInfo } from '../../src/tuya/operations.js';
import type { LogEntry, LogPage } from '../../src/tuya/results.js';

/** What was asked for, and of which device. */
export type ScriptedAsk = LogsQuery & { readonly deviceId: string };

type Connections = LogSessionDeps['connections'];
type Client = Awaited<ReturnType<Connections['client']>>;

/** A cloud of the free edition with the rows that a test puts into it, whose every answer the test may hold or replace. */
export function scriptedLogs(rows: Record<string, readonly LogEntry[]>) {
  const asks: ScriptedAsk[] = [];
  const script: {
    /** Runs before each answer: waits, throws, or changes what is to come. */
    before?: (ask: ScriptedAsk, signal: AbortSignal | undefined) => Promise<void> | void;
    /** Changes an answer. */
    after?: (page: LogPage, ask: ScriptedAsk) => LogPage;
  } = {};
  const page = async (
    deviceId: string,
    query: LogsQuery,
    signal?: AbortSignal,
    onCall?: (info: CallInfo) => void,
  ): Promise<LogPage> => {
    const ask = { ...query, deviceId };
    asks.push(ask);
    onCall?.({ operation: 'logs.page', ok: true, sent: true } as CallInfo);
    await script.before?.(ask, signal);
    const all = (rows[deviceId] ?? [])
      .filter(({ eventTime }) => eventTime >= query.startTime && eventTime <= query.endTime)
      .toSorted((a, b) => b.eventTime - a.eventTime);
    const start = Number(query.startRowKey ?? 0);
    const next = start + 100;
    const answer: LogPage = {
      items: all.slice(start, next),
      badRecords: [],
      edition: 'free',
      hasNext: next < all.length,
      ...(next < all.length && {
        nextRowKey: String(next),
        next: { edition: 'free', startRowKey: String(next) },
      }),
    };
    return script.after?.(answer, ask) ?? answer;
  };
  const client = { logs: { page } } as unknown as Client;
  const time = new CloudTime();
  const connections: Connections = { client: () => Promise.resolve(client), time: () => time };
  return { asks, script, connections };
}

export function logEntry(eventTime: number, value: string): LogEntry {
  return { eventTime, eventId: 7, code: 'bench', value, eventFrom: '1', extra: {} };
}

/** Something that a test lets happen when it wants to. */
export function held(): { readonly passed: Promise<void>; readonly pass: () => void } {
  let pass = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    pass = resolve;
  });
  return { passed, pass };
}
