import type { Clock } from '../../src/base/clock.js';
import type { Ending } from '../../src/base/ending.js';
import { AbortError, throwIfAborted } from '../../src/base/errors.js';
import type { HttpTransport } from '../../src/base/http.js';
import { Emitter } from '../../src/base/event.js';
import type { LogQuery, LogRow } from '../../src/model/logs/rows/logTypes.js';
import type { Marker } from '../../src/model/logs/state/markers.js';
import { EditionMemory } from '../../src/model/logs/read/editionMemory.js';
import { LogSession, type LogSessionDeps } from '../../src/model/logs/logSession.js';
import { RegexSandbox } from '../../src/model/logs/filter/regexSandbox.js';
import { LogView } from '../../src/model/logs/view/logView.js';
import { CloudTime } from '../../src/model/projects/cloudTime.js';
import type { ProjectsChange } from '../../src/model/projects/projectStore.js';
import { createCloud, type Cloud, type CloudOptions } from '../../src/simulator/cloud/cloud.js';
import { createInProcessTransport } from '../../src/simulator/http/inProcessTransport.js';
import type { LogEvent } from '../../src/simulator/logs/logEvent.js';
import { createTuyaClient } from '../../src/tuya/client.js';
import { aProject } from './fleetSetup.js';
import { TestTokenStore } from './faultServerClient.js';
import { MemoryState } from './storage.js';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
export const allTypes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

interface Sleeper {
  at: number;
  readonly wake: () => void;
}

/** Time that passes when a test says so: whoever sleeps is woken in order, and everything they do takes no time. */
export class SimulatedTime implements Clock {
  private readonly sleepers = new Set<Sleeper>();

  constructor(private time = Date.UTC(2026, 10, 20, 10, 0, 0)) {}

  now(): number {
    return this.time;
  }

  get sleeping(): number {
    return this.sleepers.size;
  }

  sleep(ms: number, signal?: Ending): Promise<void> {
    throwIfAborted(signal);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.sleepers.delete(sleeper);
        reject(new AbortError());
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      const sleeper = { at: this.time + Math.ceil(ms), wake };
      this.sleepers.add(sleeper);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Somebody sets the clock; who sleeps wakes as soon as without. */
  setBack(ms: number): void {
    this.time -= ms;
    for (const sleeper of this.sleepers) sleeper.at -= ms;
  }

  async pass(ms: number): Promise<void> {
    const end = this.time + Math.round(ms);
    await settled();
    for (let next = this.next(end); next; next = this.next(end)) {
      this.time = Math.max(this.time, next.at);
      this.sleepers.delete(next);
      next.wake();
      await settled();
    }
    this.time = end;
  }

  /** The computer sleeps: timers that are due meanwhile go off when it wakes up. */
  jump(ms: number): void {
    this.time += ms;
  }

  private next(end: number): Sleeper | undefined {
    let first: Sleeper | undefined;
    for (const sleeper of this.sleepers)
      if (sleeper.at <= end && sleeper.at < (first?.at ?? Infinity)) first = sleeper;
    return first;
  }
}

/** Everything that can go on without time passing has gone on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Numbers that look random and come again. */
export function seeded(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 1) / 2 ** 31;
  };
}

export interface LogSetupOptions extends Omit<CloudOptions, 'clock'> {
  /** What this computer's clock is ahead. */
  readonly skewMs?: number;
  /** Keys of products; the first device of each is in the log. */
  readonly products?: readonly string[];
  readonly session?: Partial<LogSessionDeps>;
  readonly startAt?: number;
  /** Whether the project's edition was found out before; else that costs a call. */
  readonly knowsEdition?: boolean;
  /** So many calls take ten seconds on their way to the cloud. */
  readonly slowCalls?: number;
}

/** A session over a real client and a simulated cloud in this process. */
export function logSetup({
  skewMs = 0,
  products = ['climate'],
  session: deps = {},
  startAt,
  knowsEdition = true,
  slowCalls = 0,
  ...options
}: LogSetupOptions = {}) {
  const time = new SimulatedTime(startAt);
  const cloud = createCloud({ ...options, clock: time });
  const random = seeded(options.seed ?? 1);
  const clock: Clock & { skewMs: number } = {
    skewMs,
    now: () => time.now() + clock.skewMs,
    sleep: (ms, signal) => time.sleep(ms, signal),
  };
  const state = new MemoryState();
  const edition = options.edition === 'paid' ? 'paid' : 'free';
  if (knowsEdition) void state.update('logs/editionFound/p', { edition, at: time.now() });
  const projects = new Emitter<ProjectsChange>();
  const markers = new Emitter<void>();
  const markerList: Marker[] = [];
  let isProjectThere = true;
  const cloudTime = new CloudTime();
  let slowCallsLeft = slowCalls;
  const slow = (transport: HttpTransport): HttpTransport => ({
    ...transport,
    send: async (...asked) => {
      if (slowCallsLeft-- > 0) await time.sleep(10_000, asked[1]);
      return transport.send(...asked);
    },
  });
  const openClient = () =>
    createTuyaClient({
      endpoint: aProject.endpoint,
      accessId: cloud.credentials.accessId,
      accessSecret: cloud.credentials.accessSecret,
      transport: slow(createInProcessTransport(cloud)),
      tokenStore: new TestTokenStore(),
      clock,
      random,
      onCall: (call) => cloudTime.learn(call),
    });
  let client = openClient();
  const deviceIds = products.map((product) => deviceOf(cloud, product));
  const open = (more: Partial<LogSessionDeps> = {}): LogSession =>
    new LogSession(
      { projectId: aProject.id, deviceIds },
      {
        connections: { client: () => Promise.resolve(client), time: () => cloudTime },
        projects: { get: () => (isProjectThere ? aProject : undefined), onDidChange: projects.event },
        clock,
        editions: new EditionMemory(state, () => clock.now()),
        markers: { list: () => [...markerList], onDidChange: markers.event },
        createView: (table, notes) =>
          new LogView({
            table,
            notes,
            words: {
              type: String,
              source: String,
              device: String,
              codeName: () => undefined,
              point: () => ({}),
            },
            breathe: settled,
            now: () => 0,
            sandbox: new RegexSandbox(),
          }),
        random,
        ...deps,
        ...more,
      },
    );
  return {
    time,
    clock,
    cloud,
    state,
    random,
    deviceIds,
    open,
    session: open(),
    markers: (list: readonly Marker[]) => {
      markerList.splice(0, Infinity, ...list);
      markers.fire();
    },
    projectChanged: (change: ProjectsChange) => {
      isProjectThere = !change.removed.includes(aProject.id);
      projects.fire(change);
    },
    /** The window is opened anew: another client, with no token. */
    restartClient: async () => {
      await client.close();
      client = openClient();
    },
    /** HTTP calls for log pages, as the cloud counted them. */
    logCalls: () => cloud.ledger.count('getDeviceLogs').calls,
  };
}

export type LogSetup = ReturnType<typeof logSetup>;

export function deviceOf(cloud: Cloud, product: string): string {
  const [id] = cloud.truth.devicesOfProduct(product);
  if (id === undefined) throw new Error(`The fleet has no ${product}.`);
  return id;
}

export function aQuery(range: LogQuery['range'], fields: Partial<LogQuery> = {}): LogQuery {
  return { range, types: allTypes, codes: [], ...fields };
}

/** The table's rows as texts, sorted: with all that a row of the cloud's has. */
export function rowsOf(
  { table }: LogSession,
  device = 0,
  { from = 0, to = Infinity }: { readonly from?: number; readonly to?: number } = {},
): string[] {
  const rows = [...table.slotsInOrder()].map((slot) => table.row(slot));
  const wanted = rows.filter((row) => row.device === device && row.time >= from && row.time <= to);
  return wanted.map(textOfRow).sort();
}

/** What one list of texts has more than another, twins counted. */
export function differences(
  rows: readonly string[],
  truth: readonly string[],
): { lost: string[]; extra: string[] } {
  const counts = new Map<string, number>();
  for (const text of truth) counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const text of rows) counts.set(text, (counts.get(text) ?? 0) - 1);
  const all = [...counts];
  return {
    lost: all.filter(([, count]) => count > 0).map(([text, count]) => `${text} ×${count}`),
    extra: all.filter(([, count]) => count < 0).map(([text, count]) => `${text} ×${-count}`),
  };
}

function textOfRow({ time, type, from, code, value }: LogRow): string {
  return JSON.stringify([time, type, from, code ?? null, value ?? null]);
}

/** What the cloud would say of those rows. */
export function textsOf(events: readonly LogEvent[]): string[] {
  return events
    .map(({ time, type, from, code, value }) =>
      JSON.stringify([time, type, String(from), code ?? null, value ?? null]),
    )
    .sort();
}
