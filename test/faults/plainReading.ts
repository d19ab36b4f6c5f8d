import type { Verb } from './labCases.js';
import { EndlessReading, type Answer } from './labClient.js';
import { deviceId, logRange, sizes, userId } from './labCloud.js';

/** How programs without a client of their own go through the cloud's lists: as its documentation shows them. */

export interface PlainCall {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Answers the envelope's `result`, or throws. */
export type Ask = (call: PlainCall) => Promise<unknown>;

const device = `/v1.0/devices/${deviceId}`;

export async function runPlainly(ask: Ask, verb: Verb): Promise<Answer> {
  switch (verb) {
    case 'GET':
      return { value: ((await ask({ method: 'GET', path: device })) as { id: string }).id };
    case 'PUT':
      await ask({ method: 'PUT', path: device, body: { name: 'Lamp' } });
      return { value: 'done' };
    case 'POST':
      return {
        value: await ask({ method: 'POST', path: `${device}/user`, body: { nick_name: 'Ana', sex: 2 } }),
      };
    case 'DELETE':
      await ask({ method: 'DELETE', path: `${device}/users/${userId}` });
      return { value: 'done' };
    case 'pages':
      return { value: await devices(ask) };
    case 'log':
      return { value: await log(ask) };
  }
}

async function devices(ask: Ask): Promise<unknown[]> {
  const ids: unknown[] = [];
  for (let pageNo = 1; ; pageNo++) {
    mustEnd(pageNo);
    const query = { page_no: pageNo, page_size: sizes.pageSize };
    const page = (await ask({ method: 'GET', path: '/v1.0/devices', query })) as {
      devices: { id: unknown }[];
      total: number;
    };
    ids.push(...page.devices.map(({ id }) => id));
    if (ids.length >= page.total) return ids;
  }
}

async function log(ask: Ask): Promise<unknown[]> {
  const times: unknown[] = [];
  const range = {
    type: '7',
    start_time: logRange.startTime,
    end_time: logRange.endTime,
    size: sizes.pageSize,
  };
  let key: string | undefined;
  for (let pages = 1; ; pages++) {
    mustEnd(pages);
    const query = key === undefined ? range : { ...range, start_row_key: key };
    const page = (await ask({ method: 'GET', path: `${device}/logs`, query })) as {
      logs: { event_time: unknown }[];
      has_next: boolean;
      next_row_key: string;
    };
    times.push(...page.logs.map(({ event_time: time }) => time));
    if (!page.has_next) return times;
    key = page.next_row_key;
  }
}

function mustEnd(pages: number): void {
  if (pages > sizes.pages * 4) throw new EndlessReading(`${pages} pages, and no end.`);
}
