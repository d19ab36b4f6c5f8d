import type { Arrived } from '../support/faultServer.js';

/** What the cloud of the lab holds, and how it answers: a list of devices and a log, 20 pages each. */

const pageSize = 100;
const pages = 20;
const rows = pageSize * pages;
const newestEvent = Date.UTC(2026, 10, 23, 12, 0, 0);

export const deviceId = 'bf0000a1b2c3d4e5f6';
export const userId = 'user-1';
/** A secret of each device. */
export const localKey = 'LOCAL-KEY-CANARY';
export const logRange = { startTime: newestEvent - rows * 1000, endTime: newestEvent + 1000 } as const;
export const sizes = { pageSize, pages } as const;

export const deviceIds: readonly string[] = Array.from({ length: rows }, (_, index) =>
  index === 0 ? deviceId : `bf${String(index).padStart(4, '0')}f6e5d4c3b2a1`,
);
/** Epoch ms, the newest first. */
export const eventTimes: readonly number[] = Array.from(
  { length: rows },
  (_, index) => newestEvent - index * 1000,
);

/** What is wrong with the rows of an answer that is otherwise in order. */
export type Twist = 'nullList' | 'overlap' | 'loop' | 'emptyPage';

export interface TwistPlan {
  readonly twist: Twist;
  /** The first page that has it, from 1. */
  readonly page: number;
  /** Each page from there on; otherwise only one, and only once. */
  readonly isLasting: boolean;
  /** How many rows a page begins further up. */
  readonly overlap: number;
}

export class LabCloud {
  private isSpent = false;

  constructor(private readonly plan?: TwistPlan) {}

  answer({ method, path, query }: Arrived): unknown {
    if (method === 'POST') return userId;
    if (method !== 'GET') return true;
    if (path.endsWith('/logs')) return this.logPage(query['start_row_key'] ?? keyOf(0));
    if (path.endsWith('/devices')) return this.devicePage(Number(query['page_no'] ?? 1));
    return deviceOf(path.slice(path.lastIndexOf('/') + 1));
  }

  private devicePage(pageNo: number): unknown {
    const twist = this.twistAt(pageNo);
    const start = (pageNo - 1) * pageSize;
    const devices = (from: number): unknown => ({
      devices: deviceIds.slice(from, from + pageSize).map(deviceOf),
      total: rows,
    });
    switch (twist) {
      case undefined:
      case 'overlap':
        return devices(start - this.shift(pageNo));
      case 'nullList':
        return { devices: null, total: rows };
      case 'loop':
        // Paging is ignored: the page before, once more.
        return devices(((this.plan?.page ?? pageNo) - 2) * pageSize);
      case 'emptyPage':
        return { devices: [], total: rows };
    }
  }

  /** How many rows further up a page begins than its number says. */
  private shift(pageNo: number): number {
    const { plan } = this;
    if (!plan || pageNo < plan.page) return 0;
    // An empty page stands before the rows that were to come.
    if (plan.twist === 'emptyPage') return pageSize;
    if (plan.twist !== 'overlap') return 0;
    return plan.isLasting ? plan.overlap * (pageNo - plan.page + 1) : plan.overlap;
  }

  private logPage(key: string): unknown {
    const asked = startOf(key);
    const pageNo = Math.floor(asked / pageSize) + 1;
    const twist = this.twistAt(pageNo);
    const start = asked - (twist === 'overlap' ? (this.plan?.overlap ?? 0) : 0);
    const end = start + pageSize;
    const hasNext = end < rows;
    const page = (logs: unknown, next: string): unknown => ({
      logs,
      device_id: deviceId,
      has_next: hasNext,
      current_row_key: key,
      next_row_key: hasNext ? next : '',
    });
    if (twist === 'nullList') return page(null, keyOf(end));
    if (twist === 'emptyPage') return page([], `${key}+`);
    return page(eventTimes.slice(start, end).map(eventOf), twist === 'loop' ? key : keyOf(end));
  }

  private twistAt(pageNo: number): Twist | undefined {
    const { plan } = this;
    if (!plan || pageNo < plan.page || (!plan.isLasting && this.isSpent)) return undefined;
    this.isSpent = true;
    return plan.twist;
  }
}

function deviceOf(id: string): unknown {
  return { id, name: 'Lamp', local_key: localKey, category: 'dj', online: true, status: [] };
}

function eventOf(time: number): unknown {
  return { event_time: time, event_id: 7, event_from: '1', code: 'switch', value: String(time % 2000 === 0) };
}

/** A row key as the cloud has them: nothing to calculate with. */
function keyOf(start: number): string {
  return `row-${start}`;
}

function startOf(key: string): number {
  return Number(/\d+/.exec(key)?.[0] ?? 0);
}
