import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Device } from '../../src/tuya/results.js';
import { wireDevice } from './wireRecords.js';

const ofUser = /^\/v1\.0\/users\/([^/]+)\/devices$/;

function isList(path: string): boolean {
  return path === '/v1.0/devices' || ofUser.test(path);
}

export interface LongCloudOptions {
  readonly devices: number;
  readonly users: number;
  /** How long each answer takes, ms. */
  readonly delayMs?: number;
  /** So many devices go, and as many others come at the end of the list, while each page is asked for. */
  readonly churnPerPage?: number;
  readonly seed?: number;
}

/**
 * A project of many devices: as much of a cloud as lists them, by page numbers, in an order that stays. What it counts is
 * its own: calls, and how many were under way at once.
 */
export class LongCloud {
  ids: string[];
  calls = 0;
  mostUnderWay = 0;
  private underWay = 0;
  private made = 0;
  private random: number;
  private churnDue = 0;
  private readonly owned = new Map<string, readonly string[]>();
  private readonly server: Server;

  constructor(private readonly options: LongCloudOptions) {
    this.ids = Array.from({ length: options.devices }, () => this.newId());
    this.random = options.seed ?? 1;
    this.server = createServer((incoming, outgoing) => {
      const url = new URL(incoming.url ?? '/', 'http://localhost');
      const body = JSON.stringify(this.answer(url));
      this.begun();
      setTimeout(() => {
        this.ended();
        outgoing.setHeader('content-type', 'application/json');
        outgoing.end(body);
      }, options.delayMs ?? 0);
    });
  }

  /** The origin to ask. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** What `GET` of a path with this query answers, as an envelope. */
  answer({ pathname, searchParams }: URL): unknown {
    if (pathname.startsWith('/v1.0/token'))
      return this.envelope({
        access_token: 'a'.repeat(32),
        refresh_token: 'b'.repeat(32),
        expire_time: 7200,
        uid: 'x',
      });
    const pageNo = Number(searchParams.get('page_no') ?? 1);
    const size = Number(searchParams.get('page_size') ?? 20);
    if (!isList(pathname)) return { success: false, code: 1108, msg: 'uri path invalid' };
    const { items, total } = this.page(pathname, pageNo, size);
    const devices = items.map(({ id }) => this.record(id));
    return this.envelope(total === undefined ? devices : { devices, total, last_id: items.at(-1)?.id ?? '' });
  }

  /** The same in short, as the client reads it; a user's own list has no count. */
  page(path: string, pageNo: number, size: number) {
    this.calls++;
    const [, uid] = ofUser.exec(path) ?? [];
    const all = uid === undefined ? this.ids : this.idsOf(uid);
    const items = all.slice((pageNo - 1) * size, pageNo * size).map((id) => this.device(id));
    const total = all.length;
    this.churn();
    return { items, badRecords: [], ...(uid === undefined && { total }) };
  }

  begun(): void {
    this.underWay++;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
  }

  ended(): void {
    this.underWay--;
  }

  private device(id: string): Device {
    const number = Number(id.slice(2, 10));
    return {
      id,
      name: `Lamp ${number}`,
      uid: this.uidOf(id),
      online: number % 3 !== 0,
      status: [],
      extra: {},
    };
  }

  private idsOf(uid: string): readonly string[] {
    const ids = this.owned.get(uid) ?? this.ids.filter((id) => this.uidOf(id) === uid);
    this.owned.set(uid, ids);
    return ids;
  }

  private churn(): void {
    for (this.churnDue += this.options.churnPerPage ?? 0; this.churnDue >= 1; this.churnDue--) {
      this.random = (this.random * 1_103_515_245 + 12_345) % 2_147_483_648;
      this.ids.splice(this.random % this.ids.length, 1);
      this.ids.push(this.newId());
      this.owned.clear();
    }
  }

  private newId(): string {
    return `bf${String(this.made++).padStart(8, '0')}0a1b2c3d4e`;
  }

  private uidOf(id: string): string {
    return `eu17000000000${Number(id.slice(2, 10)) % this.options.users}`;
  }

  private record(id: string) {
    const number = Number(id.slice(2, 10));
    return wireDevice(id, number, {
      ...{ uid: this.uidOf(id), local_key: id.slice(2, 18), uuid: id.slice(0, 16) },
      ...{ product_id: `product${number % 40}`, product_name: `Smart lamp ${number % 40}` },
    });
  }

  private envelope(result: unknown): unknown {
    return { success: true, t: Date.now(), tid: 'x', result };
  }
}
