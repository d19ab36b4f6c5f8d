/** Makes a thing when it is first asked for, once, however many ask. A failed start is tried again by the next caller. */
export class Lazy<T> {
  private started: Promise<T> | undefined;

  constructor(private readonly make: () => Promise<T>) {}

  /** The thing if somebody has asked for it before, for those who only have to let go of it. */
  get current(): Promise<T> | undefined {
    return this.started;
  }

  get(): Promise<T> {
    this.started ??= this.make().catch((error: unknown) => {
      this.started = undefined;
      throw error;
    });
    return this.started;
  }
}
