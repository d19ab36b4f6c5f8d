import { describe, expect, it } from 'vitest';
import { DisposableStore, toDisposable } from '../../../src/base/lifecycle.js';

function aStore() {
  const ended: string[] = [];
  const store = new DisposableStore();
  const own = (name: string) => store.add(toDisposable(() => void ended.push(name)));
  return { store, ended, own };
}

describe('a store of disposables', () => {
  it('lets go of the last one first, and of each once', () => {
    const { store, ended, own } = aStore();
    for (const name of ['a', 'b', 'c']) own(name);
    store.delete(own('early'));
    store.dispose();
    store.dispose();
    expect(ended).toEqual(['early', 'c', 'b', 'a']);
  });

  it('disposes at once what comes after its end', () => {
    const { store, ended, own } = aStore();
    store.dispose();
    own('late');
    expect(ended).toEqual(['late']);
  });

  it('lets go of all where one fails, and says so', () => {
    const { store, ended, own } = aStore();
    own('a');
    store.add(
      toDisposable(() => {
        throw new Error('stuck');
      }),
    );
    own('c');
    expect(() => store.dispose()).toThrow(AggregateError);
    expect(ended).toEqual(['c', 'a']);
  });

  it('begins to close in the order of all, and waits until it is closed, for everybody who asks', async () => {
    const { store, ended, own } = aStore();
    let closed = (): void => undefined;
    own('a');
    store.addClosing(() => {
      ended.push('closing');
      return new Promise((resolve) => (closed = resolve));
    });
    own('c');
    const waiting = [store.close(), store.close()].map((end) => end.then(() => ended.push('closed')));
    expect(ended).toEqual(['c', 'closing', 'a']);
    await Promise.resolve();
    expect(ended).not.toContain('closed');
    closed();
    await Promise.all(waiting);
    expect(ended).toEqual(['c', 'closing', 'a', 'closed', 'closed']);
  });

  it('waits for what closes where another one fails', async () => {
    const { store } = aStore();
    let isClosed = false;
    store.addClosing(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      isClosed = true;
    });
    store.add(
      toDisposable(() => {
        throw new Error('stuck');
      }),
    );
    await expect(store.close()).rejects.toThrow(AggregateError);
    expect(isClosed).toBe(true);
  });
});
