/** Texts that many have in common, each kept once under a number. */
export class SharedTexts {
  /** The first stands for none. */
  private readonly all: (string | undefined)[] = [undefined];
  private readonly numbers = new Map<string, number>();

  refOf(text: string | undefined): number {
    if (text === undefined) return 0;
    let ref = this.numbers.get(text);
    if (ref === undefined) {
      ref = this.all.push(text) - 1;
      this.numbers.set(text, ref);
    }
    return ref;
  }

  /** Undefined where nobody has the text. */
  find(text: string): number | undefined {
    return this.numbers.get(text);
  }

  text(ref: number | undefined): string | undefined {
    return this.all[ref ?? 0];
  }
}
