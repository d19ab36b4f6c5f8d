import { describe, expect, it } from 'vitest';
import { Limiter, type Slot } from '../../../../src/tuya/wire/limiter.js';

async function take(limiter: Limiter, count: number): Promise<Slot[]> {
  return Promise.all(Array.from({ length: count }, () => limiter.acquire()));
}

describe('Limiter', () => {
  it('lets four through to begin with, the fifth when one is done', async () => {
    const limiter = new Limiter();
    const [first] = await take(limiter, 4);
    let fifth = false;
    const waiting = limiter.acquire().then(() => (fifth = true));
    await new Promise(setImmediate);
    expect(fifth).toBe(false);
    first?.release(false);
    await waiting;
    expect(fifth).toBe(true);
  });

  it('grows to eight and no further', async () => {
    const limiter = new Limiter();
    for (let index = 0; index < 200; index++) (await limiter.acquire()).release(false);
    expect(limiter.size).toBe(8);
  });

  it('does not grow by calls that got no answer', async () => {
    const limiter = new Limiter();
    for (let index = 0; index < 200; index++) (await limiter.acquire()).release(undefined);
    expect(limiter.size).toBe(4);
  });

  it('lets a repeat in before those that came later', async () => {
    const limiter = new Limiter({ start: 1, max: 1 });
    const repeat = limiter.place();
    const first = await limiter.acquire();
    const order: string[] = [];
    const enter = async (name: string, place?: number): Promise<void> => {
      const slot = await limiter.acquire(undefined, place);
      order.push(name);
      slot.release(undefined);
    };
    const waiting = [enter('second'), enter('third'), enter('repeat', repeat)];
    first.release(undefined);
    await Promise.all(waiting);
    expect(order).toEqual(['repeat', 'second', 'third']);
  });

  it('halves once per round, not once per answer, down to one', async () => {
    const limiter = new Limiter({ start: 8 });
    const slots = await take(limiter, 8);
    for (const slot of slots) slot.release(true);
    expect(limiter.size).toBe(4);
    for (let round = 0; round < 5; round++) (await limiter.acquire()).release(true);
    expect(limiter.size).toBe(1);
    (await limiter.acquire()).release(false);
    expect(limiter.size).toBe(2);
  });

  it('never lets more run than it says, and serves in order', async () => {
    const limiter = new Limiter();
    const order: number[] = [];
    let running = 0;
    let worst = 0;
    await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const slot = await limiter.acquire();
        order.push(index);
        worst = Math.max(worst, ++running - limiter.size);
        await new Promise(setImmediate);
        running--;
        slot.release(index % 10 === 3);
      }),
    );
    expect(order).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(running).toBe(0);
    // What had been let in before a halving may still run.
    expect(worst).toBeLessThanOrEqual(4);
  });

  it('forgets a waiter that gives up', async () => {
    const limiter = new Limiter({ start: 1, max: 1 });
    const first = await limiter.acquire();
    const controller = new AbortController();
    const quitter = limiter.acquire(controller.signal);
    const patient = limiter.acquire();
    controller.abort();
    await expect(quitter).rejects.toMatchObject({ name: 'AbortError' });
    first.release(false);
    first.release(false);
    (await patient).release(false);
    (await limiter.acquire()).release(false);
  });
});
