import { describe, expect, it, vi } from 'vitest';
import { AbortError } from '../../../src/base/errors.js';
import type { Logger } from '../../../src/base/logger.js';
import { silentLogger } from '../../../src/base/logger.js';
import type { Handlers, Port } from '../../../src/protocol/channel.js';
import { Channel, RemoteError } from '../../../src/protocol/channel.js';

interface FromPage {
  events: { moved: number };
  requests: { double: { params: number; result: number }; wait: { params: null; result: null } };
}
interface FromHost {
  events: { told: string };
  requests: { ask: { params: string; result: string } };
}

function numberOrThrow(body: unknown): number {
  if (typeof body !== 'number') throw new Error('not a number');
  return body;
}

/** Two ports that hand messages over at once, as structured clones. */
function wire(): { host: Port; page: Port } {
  const listeners = {
    host: new Set<(message: unknown) => void>(),
    page: new Set<(message: unknown) => void>(),
  };
  const port = (own: 'host' | 'page', other: 'host' | 'page'): Port => ({
    post: (message) => {
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => listeners[other].forEach((listener) => listener(copy)));
    },
    onMessage: (listener) => {
      listeners[own].add(listener);
      return { dispose: () => listeners[own].delete(listener) };
    },
  });
  return { host: port('host', 'page'), page: port('page', 'host') };
}

function setUp(overrides: Partial<Handlers<FromPage>['requests']> = {}) {
  const ports = wire();
  const moved: number[] = [];
  const dropped: unknown[] = [];
  const log: Logger = { log: (_level, _message, fields) => dropped.push(fields?.['why']), child: () => log };
  const host = new Channel<FromPage, FromHost>({
    port: ports.host,
    log,
    describeError: () => ({ reason: 'failed', message: 'It failed.' }),
    handlers: {
      events: { moved: { parse: numberOrThrow, handle: (to) => moved.push(to) } },
      requests: {
        double: { parse: numberOrThrow, handle: (value) => Promise.resolve(value * 2) },
        wait: { parse: () => null, handle: () => Promise.resolve(null) },
        ...overrides,
      },
    },
  });
  const told: string[] = [];
  const newPage = (): Channel<FromHost, FromPage> =>
    new Channel<FromHost, FromPage>({
      port: ports.page,
      log: silentLogger,
      describeError: () => ({ reason: 'failed', message: '' }),
      handlers: {
        events: { told: { parse: String, handle: (text) => told.push(text) } },
        requests: { ask: { parse: String, handle: (text) => Promise.resolve(`${text}!`) } },
      },
    });
  return { host, newPage, ports, moved, told, dropped };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a channel between host and page', () => {
  it('answers requests both ways once the page is ready', async () => {
    const { host, newPage } = setUp();
    const page = newPage();
    page.begin('one');
    await expect(page.request('double', 21)).resolves.toBe(42);
    await expect(host.request('ask', 'well')).resolves.toBe('well!');
  });

  it('carries events both ways', async () => {
    const { host, newPage, moved, told } = setUp();
    const page = newPage();
    page.begin('one');
    await settled();
    expect(host.emit('told', 'news')).toBe(true);
    page.emit('moved', 7);
    await settled();
    expect({ moved, told }).toEqual({ moved: [7], told: ['news'] });
  });

  it('sends nothing before the page is ready, and says so', async () => {
    const { host, newPage, told } = setUp();
    newPage();
    expect(host.emit('told', 'lost')).toBe(false);
    await expect(host.request('ask', 'lost')).rejects.toBeInstanceOf(AbortError);
    await settled();
    expect(told).toEqual([]);
  });

  it('tells the owner each time a page comes up', async () => {
    const { host, newPage } = setUp();
    const ready = vi.fn();
    host.onReady(ready);
    const first = newPage();
    first.begin('one');
    await settled();
    first.dispose();
    newPage().begin('two');
    await settled();
    expect(ready).toHaveBeenCalledTimes(2);
  });

  it('turns a failed handler into an error reply without its text', async () => {
    const { newPage } = setUp({
      double: { parse: numberOrThrow, handle: () => Promise.reject(new Error('secret inside')) },
    });
    const page = newPage();
    page.begin('one');
    const error = await page.request('double', 1).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RemoteError);
    expect(error).toMatchObject({ reason: 'failed', message: 'It failed.' });
  });

  it('aborts the handler when the one who asked cancels', async () => {
    let seen: AbortSignal | undefined;
    const { newPage } = setUp({
      wait: { parse: () => null, handle: (_, signal) => ((seen = signal), new Promise(() => undefined)) },
    });
    const page = newPage();
    page.begin('one');
    const cancel = new AbortController();
    const waiting = page.request('wait', null, cancel.signal);
    await settled();
    cancel.abort();
    await expect(waiting).rejects.toBeInstanceOf(AbortError);
    await settled();
    expect(seen?.aborted).toBe(true);
  });

  it('aborts what a page asked for when the next page comes, and keeps its answer from it', async () => {
    let finish: (() => void) | undefined;
    let seen: AbortSignal | undefined;
    const { newPage } = setUp({
      double: {
        parse: numberOrThrow,
        handle: (value, signal) => {
          if (value === 2) return Promise.resolve(4);
          seen = signal;
          return new Promise((resolve) => (finish = () => resolve(999)));
        },
      },
    });
    const first = newPage();
    first.begin('one');
    void first.request('double', 1).catch(() => undefined);
    await settled();
    first.dispose();
    const second = newPage();
    second.begin('two');
    const answer = second.request('double', 2); // the same id as the first page's request
    await settled();
    expect(seen?.aborted).toBe(true);
    finish?.();
    await expect(answer).resolves.toBe(4);
  });

  it.each([
    ['event', { name: 'moved', body: 7 }],
    ['request', { id: 1, name: 'double', body: 7 }],
    ['cancel', { id: 0 }],
    ['result', { id: 1, body: 'forged' }],
    ['error', { id: 1, reason: 'failed', message: '' }],
  ])('drops what another page says: %s', async (kind, rest) => {
    let running: AbortSignal | undefined;
    const asked: unknown[] = [];
    const { host, newPage, ports, moved, dropped } = setUp({
      double: {
        parse: numberOrThrow,
        handle: (value, signal) => {
          running ??= signal;
          asked.push(value);
          return new Promise(() => undefined);
        },
      },
    });
    newPage().begin('one');
    await settled();
    ports.page.post({ kind: 'request', session: 'one', id: 0, name: 'double', body: 1 });
    await settled();
    let answer: unknown;
    // Of the ids that are open on either side the message names one.
    const waiting = host.request('ask', 'well').finally(() => (answer ??= 'ended'));
    ports.page.post({ kind, session: 'two', ...rest });
    await expect(waiting).resolves.toBe('well!');
    await settled();
    expect({ moved, asked, answer }).toEqual({ moved: [], asked: [1], answer: 'ended' });
    expect(running?.aborted).toBe(false);
    expect(dropped).toEqual(['from another page']);
  });

  it('keeps an answer from the page that comes after the one that asked', async () => {
    let finish: ((value: number) => void) | undefined;
    const { newPage, ports } = setUp({
      double: { parse: numberOrThrow, handle: () => new Promise((resolve) => (finish = resolve)) },
    });
    const heard: unknown[] = [];
    ports.page.onMessage((message) => heard.push(message));
    newPage().begin('one');
    await settled();
    ports.page.post({ kind: 'request', session: 'one', id: 1, name: 'double', body: 1 });
    await settled();
    newPage().begin('two');
    await settled();
    finish?.(2);
    await settled();
    expect(heard).toEqual([]);
  });

  it('rejects what waits for an answer when it is disposed of', async () => {
    const { newPage, host } = setUp({
      wait: { parse: () => null, handle: () => new Promise(() => undefined) },
    });
    const page = newPage();
    page.begin('one');
    const waiting = page.request('wait', null);
    await settled();
    page.dispose();
    host.dispose();
    await expect(waiting).rejects.toBeInstanceOf(AbortError);
  });

  it.each([
    [
      'an unknown request',
      { kind: 'request', session: 'one', id: 1, name: 'constructor', body: 1 },
      'unknownRequest',
    ],
    [
      'a prototype name',
      { kind: 'request', session: 'one', id: 1, name: '__proto__', body: 1 },
      'unknownRequest',
    ],
    ['a bad body', { kind: 'request', session: 'one', id: 1, name: 'double', body: '1' }, 'badRequest'],
  ])('refuses %s with a reason', async (_, message, reason) => {
    const { newPage, ports } = setUp();
    const page = newPage();
    page.begin('one');
    await settled();
    const answers: unknown[] = [];
    ports.page.onMessage((answer) => answers.push(answer));
    ports.page.post(message);
    await settled();
    expect(answers).toEqual([{ kind: 'error', session: 'one', id: 1, reason, message: '' }]);
  });

  it('refuses more than it can take at once', async () => {
    const { newPage } = setUp({ wait: { parse: () => null, handle: () => new Promise(() => undefined) } });
    const page = newPage();
    page.begin('one');
    const results: string[] = [];
    for (let i = 0; i < 40; i++)
      page
        .request('wait', null)
        .catch((error: unknown) => results.push(error instanceof RemoteError ? error.reason : ''));
    await settled();
    expect(results).toEqual(Array.from({ length: 8 }, () => 'busy'));
    page.dispose();
  });

  it('survives ten thousand messages of nonsense without an effect', async () => {
    const { host, newPage, ports, moved } = setUp();
    newPage().begin('one');
    await settled();
    const kinds = ['event', 'request', 'cancel', 'result', 'error', 'x', undefined, 7];
    const values = [
      null,
      1,
      -1,
      1.5,
      'a',
      '',
      {},
      [],
      { toString: 1 },
      JSON.parse('{"__proto__":{"polluted":1}}'),
    ];
    let seed = 1;
    const pick = <T>(list: readonly T[]): T | undefined => {
      seed = (seed * 16807) % 2147483647;
      return list[seed % list.length];
    };
    for (let i = 0; i < 10_000; i++) {
      ports.page.post(
        pick([
          pick(values),
          {
            kind: pick(kinds),
            session: pick(['one', 'two', '', 5]),
            id: pick(values),
            name: pick(['moved', 'none', '__proto__', 'constructor', 3, 'x'.repeat(1000)]),
            body: pick(['a', null, {}, []]),
            reason: pick(values),
          },
        ]),
      );
    }
    await settled();
    expect(moved).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(host.isReady).toBe(true);
  });
});
