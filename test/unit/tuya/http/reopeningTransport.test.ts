import { expect, it } from 'vitest';
import type { Ending } from '../../../../src/base/ending.js';
import { Emitter } from '../../../../src/base/event.js';
import type { HttpRequest, HttpResponse, HttpTransport } from '../../../../src/base/http.js';
import { ReopeningTransport } from '../../../../src/tuya/http/reopeningTransport.js';
import { Deadlines } from '../../../../src/tuya/wire/deadline.js';

const request: HttpRequest = { method: 'PUT', origin: 'https://cloud.test', path: '/x', headers: {} };
const answer: HttpResponse = { status: 200, headers: {}, body: new Uint8Array() };

/** A way to the network whose answers wait until the test gives them. */
class FakeTransport implements HttpTransport {
  sent = 0;
  closed = false;
  private readonly waiting: ((response: HttpResponse) => void)[] = [];

  send(): Promise<HttpResponse> {
    this.sent++;
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  answerAll(): void {
    for (const resolve of this.waiting.splice(0)) resolve(answer);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

function setup() {
  const changed = new Emitter<void>();
  const opened: FakeTransport[] = [];
  let failures = 0;
  const transport = new ReopeningTransport(() => {
    if (failures-- > 0) return Promise.reject(new Error('no certificates'));
    const fake = new FakeTransport();
    opened.push(fake);
    return Promise.resolve(fake);
  }, changed.event);
  return { transport, changed, opened, failNext: () => (failures = 1) };
}

const turn = () => new Promise(setImmediate);

it('opens nothing before the first request, and then once', async () => {
  const { transport, opened } = setup();
  await turn();
  expect(opened).toHaveLength(0);
  const both = Promise.all([transport.send(request), transport.send(request)]);
  await turn();
  opened[0]?.answerAll();
  await both;
  expect(opened.map(({ sent }) => sent)).toEqual([2]);
});

it('after a change sends on a new one, while what is under way ends where it began', async () => {
  const { transport, changed, opened } = setup();
  const first = transport.send(request);
  await turn();
  changed.fire();
  const second = transport.send(request);
  await turn();
  expect(opened.map(({ sent, closed }) => [sent, closed])).toEqual([
    [1, false],
    [1, false],
  ]);
  opened[0]?.answerAll();
  await first;
  await turn();
  expect(opened.map(({ closed }) => closed)).toEqual([true, false]);
  opened[1]?.answerAll();
  await second;
  // Sent once each, whatever changed meanwhile.
  expect(opened.map(({ sent, closed }) => [sent, closed])).toEqual([
    [1, true],
    [1, false],
  ]);
});

it('after a change lets go of one that nobody uses', async () => {
  const { transport, changed, opened } = setup();
  const first = transport.send(request);
  await turn();
  opened[0]?.answerAll();
  await first;
  changed.fire();
  changed.fire();
  await turn();
  expect(opened.map(({ closed }) => closed)).toEqual([true]);
});

it('tells that it could not open, and tries again with the next request', async () => {
  const { transport, opened, failNext } = setup();
  failNext();
  await expect(transport.send(request)).rejects.toThrow('no certificates');
  const sending = transport.send(request);
  await turn();
  opened[0]?.answerAll();
  expect(await sending).toBe(answer);
});

it('closes all it opened, and sends nothing after that', async () => {
  const { transport, changed, opened } = setup();
  void transport.send(request);
  await turn();
  changed.fire();
  void transport.send(request);
  await turn();
  await transport.close();
  expect(opened.map(({ closed }) => closed)).toEqual([true, true]);
  changed.fire();
  await expect(transport.send(request)).rejects.toMatchObject({ name: 'AbortError' });
  expect(opened).toHaveLength(2);
});

it('gives up at once while it opens', async () => {
  const never = new ReopeningTransport(() => new Promise(() => undefined), new Emitter<void>().event);
  const controller = new AbortController();
  const cancelled = never.send(request, controller.signal);
  controller.abort();
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
});

it('hands an ending on as it is, so that no signal is made of it', async () => {
  const endings: unknown[] = [];
  const taking = new (class extends FakeTransport {
    sendUntil(_request: HttpRequest, ending: Ending): Promise<HttpResponse> {
      endings.push(ending);
      return Promise.resolve(answer);
    }
  })();
  const transport = new ReopeningTransport(() => Promise.resolve(taking), new Emitter<void>().event);
  const deadlines = new Deadlines(1_000);
  const deadline = deadlines.begin(undefined);
  for (let call = 0; call < 2; call++) expect(await transport.sendUntil(request, deadline)).toBe(answer);
  deadlines.finish(deadline);
  expect(endings).toEqual([deadline, deadline]);
});

it('ends with an ending also where it can hand on signals only', async () => {
  let given: AbortSignal | undefined;
  const taking: HttpTransport = {
    send: (_request, signal) => {
      given = signal;
      return Promise.resolve(answer);
    },
    close: () => Promise.resolve(),
  };
  const transport = new ReopeningTransport(() => Promise.resolve(taking), new Emitter<void>().event);
  const deadlines = new Deadlines(1_000);
  const deadline = deadlines.begin(undefined);
  await transport.sendUntil(request, deadline);
  deadline.end('enough');
  deadlines.finish(deadline);
  expect([given?.aborted, given?.reason]).toEqual([true, 'enough']);
});

it('sends nothing after the end, however soon after the opening that comes', async () => {
  const late: number[] = [];
  for (let turns = 0; turns < 6; turns++) {
    const deadlines = new Deadlines(1_000);
    const deadline = deadlines.begin(undefined);
    const taking = new (class extends FakeTransport {
      override send(): Promise<HttpResponse> {
        if (deadline.aborted) late.push(turns);
        return super.send();
      }
    })();
    let open: (transport: HttpTransport) => void = () => undefined;
    const opening = new Promise<HttpTransport>((resolve) => (open = resolve));
    const transport = new ReopeningTransport(() => opening, new Emitter<void>().event);
    const sending = transport.sendUntil(request, deadline).catch((error: unknown) => error);
    open(taking);
    // From the opening to those who wait for it are some turns of the queue of microtasks.
    for (let left = turns; left > 0; left--) await Promise.resolve();
    deadline.end();
    deadlines.finish(deadline);
    await turn();
    taking.answerAll();
    await sending;
  }
  expect(late).toEqual([]);
});
