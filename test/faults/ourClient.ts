import type { LogFields, Logger, LogLevel } from '../../src/base/logger.js';
import { createTuyaClient, type TuyaClient } from '../../src/tuya/client.js';
import { createUndiciTransport } from '../../src/tuya/http/undiciTransport.js';
import type { CallInfo } from '../../src/tuya/operations.js';
import { keys } from '../support/faultServer.js';
import { TestTokenStore, VirtualClock } from '../support/faultServerClient.js';
import { logPages } from '../support/logPages.js';
import type { Verb } from './labCases.js';
import type { Answer, LabClient } from './labClient.js';
import { deviceId, logRange, sizes, userId } from './labCloud.js';

/** The product's client with its own limits of time; only the pauses between its calls take none. */
export const ourClient: LabClient = {
  name: 'ours',
  open: (server, dice) => {
    const clock = new VirtualClock();
    const log = new RecordingLogger();
    const calls: CallInfo[] = [];
    const client = createTuyaClient({
      endpoint: server.origin,
      ...keys,
      transport: createUndiciTransport(),
      tokenStore: new TestTokenStore(),
      clock,
      random: () => dice.next(),
      log,
      onCall: (info) => calls.push(info),
    });
    return {
      run: (verb) => runOurs(client, verb),
      now: () => clock.now(),
      said: () => ({ log: log.lines, calls }),
      close: () => client.close(),
    };
  },
};

export async function runOurs(client: TuyaClient, verb: Verb): Promise<Answer> {
  switch (verb) {
    case 'GET':
      return { value: (await client.devices.get(deviceId)).id };
    case 'PUT':
      await client.devices.rename(deviceId, 'Lamp');
      return { value: 'done' };
    case 'POST':
      return { value: await client.deviceUsers.add(deviceId, { nickName: 'Ana', sex: 2 }) };
    case 'DELETE':
      await client.deviceUsers.remove(deviceId, userId);
      return { value: 'done' };
    case 'pages':
      return read(client.devices.iterate({ pageSize: sizes.pageSize }), ({ id }) => id);
    case 'log': {
      const query = { ...logRange, types: [7], size: sizes.pageSize };
      return read(logPages(client.logs, deviceId, query), ({ eventTime }) => eventTime);
    }
  }
}

interface ReadPage<Row> {
  readonly items: readonly Row[];
  readonly incomplete?: string;
}

async function read<Row>(pages: AsyncIterable<ReadPage<Row>>, keyOf: (row: Row) => unknown): Promise<Answer> {
  const value: unknown[] = [];
  let incomplete: string | undefined;
  for await (const page of pages) {
    value.push(...page.items.map(keyOf));
    incomplete ??= page.incomplete;
  }
  return { value, incomplete };
}

class RecordingLogger implements Logger {
  constructor(readonly lines: [LogLevel, string, LogFields | undefined][] = []) {}

  log(level: LogLevel, message: string, fields?: LogFields): void {
    this.lines.push([level, message, fields]);
  }

  child(): Logger {
    return new RecordingLogger(this.lines);
  }
}
