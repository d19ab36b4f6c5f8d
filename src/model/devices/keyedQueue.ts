/** Runs what concerns the same key one after the other, in the order of asking. */
export class KeyedQueue {
  private readonly tails = new Map<string, Promise<unknown>>();

  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.tails.get(key) ?? Promise.resolve();
    const result = before.then(task, task);
    this.tails.set(key, result);
    const end = (): void => {
      if (this.tails.get(key) === result) this.tails.delete(key);
    };
    result.then(end, end);
    return result;
  }
}
