import { describe, expect, it } from 'vitest';
import { abortable, SingleFlight } from '../../../src/base/async.js';

/** An operation that tests end by hand. */
function controlled<T>(): {
  readonly runs: { readonly signal: AbortSignal; resolve(value: T): void; reject(error: Error): void }[];
  operation(signal: AbortSignal): Promise<T>;
} {
  const runs: { signal: AbortSignal; resolve(value: T): void; reject(error: Error): void }[] = [];
  return {
    runs,
    operation: (signal) => new Promise<T>((resolve, reject) => runs.push({ signal, resolve, reject })),
  };
}

describe('SingleFlight', () => {
  it('runs once for all who wait, and anew for those who come after', async () => {
    const { runs, operation } = controlled<number>();
    const flight = new SingleFlight(operation);
    const callers = [flight.run(), flight.run(), flight.run()];
    runs[0]?.resolve(1);
    expect(await Promise.all(callers)).toEqual([1, 1, 1]);
    const next = flight.run();
    expect(runs).toHaveLength(2);
    runs[1]?.resolve(2);
    expect(await next).toBe(2);
  });

  it('lets one give up and goes on for the others', async () => {
    const { runs, operation } = controlled<number>();
    const flight = new SingleFlight(operation);
    const controller = new AbortController();
    const quitter = flight.run(controller.signal);
    const patient = flight.run();
    controller.abort();
    await expect(quitter).rejects.toMatchObject({ name: 'AbortError' });
    expect(runs[0]?.signal.aborted).toBe(false);
    runs[0]?.resolve(1);
    expect(await patient).toBe(1);
  });

  it('stops when the last has given up, and starts anew for the next', async () => {
    const { runs, operation } = controlled<number>();
    const flight = new SingleFlight(operation);
    const controller = new AbortController();
    const first = flight.run(controller.signal);
    const second = flight.run(controller.signal);
    controller.abort();
    await Promise.allSettled([first, second]);
    expect(runs[0]?.signal.aborted).toBe(true);
    const third = flight.run();
    expect(runs).toHaveLength(2);
    runs[0]?.resolve(1);
    runs[1]?.resolve(2);
    expect(await third).toBe(2);
  });

  it('fails for all who wait, and not for those who come after', async () => {
    const { runs, operation } = controlled<number>();
    const flight = new SingleFlight(operation);
    const callers = [flight.run(), flight.run()];
    runs[0]?.reject(new Error('no'));
    const settled = await Promise.allSettled(callers);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = flight.run();
    runs[1]?.resolve(2);
    expect(await next).toBe(2);
  });

  it('does not start for one who has given up already', async () => {
    const { runs, operation } = controlled<number>();
    await expect(new SingleFlight(operation).run(AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(runs).toHaveLength(0);
  });
});

describe('abortable', () => {
  it('passes on result and failure', async () => {
    const { signal } = new AbortController();
    expect(await abortable(Promise.resolve(1), signal)).toBe(1);
    await expect(abortable(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  });

  it('ends with the signal, its reason as the cause', async () => {
    const controller = new AbortController();
    const waiting = abortable(new Promise(() => undefined), controller.signal);
    controller.abort('enough');
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' });
  });
});
