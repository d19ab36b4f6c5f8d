import { afterEach, describe, expect, it, vi } from 'vitest';
import { Emitter } from '../../../src/base/event.js';

afterEach(() => vi.restoreAllMocks());

describe('an emitter', () => {
  it('tells all listeners though one throws, and the error is not lost', () => {
    const later: (() => void)[] = [];
    vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((task) => void later.push(task));
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    emitter.event(() => {
      throw new Error('a fault of ours');
    });
    emitter.event((value) => heard.push(value));
    emitter.fire(7);
    expect(heard).toEqual([7]);
    expect(() => later[0]?.()).toThrow('a fault of ours');
  });

  it('stops telling who has unsubscribed', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    const subscription = emitter.event((value) => heard.push(value));
    emitter.fire(1);
    subscription.dispose();
    emitter.fire(2);
    expect(heard).toEqual([1]);
  });
});
