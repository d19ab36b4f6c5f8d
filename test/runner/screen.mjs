/**
 * The output of steps that run side by side, each a block that is never broken by another. A step that is alone is seen
 * as it runs; the others are shown when they have ended.
 */
export class Screen {
  /** @type {Set<Block>} */
  #running = new Set();
  /** Seen as it runs; the others wait for its end. @type {Block | undefined} */
  #live;
  /** @type {Block[]} */
  #waiting = [];
  /** @type {(text: string) => void} */
  #print;

  /** @param {(text: string) => void} print */
  constructor(print) {
    this.#print = print;
  }

  /**
   * Begins a block.
   * @param {string} name
   * @returns {Block}
   */
  block(name) {
    let kept = `\n── ${name}\n`;
    const show = () => {
      if (kept !== '') this.#print(kept);
      kept = '';
    };
    /** @type {Block} */
    const block = {
      show,
      write: (text) => {
        kept += text;
        if (this.#live === block) show();
      },
      end: (text) => {
        if (kept !== '' && !kept.endsWith('\n')) kept += '\n';
        kept += text;
        this.#running.delete(block);
        this.#waiting.push(block);
        if (this.#live === block) {
          this.#live = undefined;
          show();
        }
        this.#flush();
      },
    };
    this.#running.add(block);
    return block;
  }

  /** Shows what has ended, and from now on the one that is still running; call it when no other is about to begin. */
  settle() {
    this.#flush();
    const [only, another] = this.#running;
    if (this.#live || only === undefined || another !== undefined) return;
    this.#live = only;
    only.show();
  }

  #flush() {
    if (!this.#live) for (const block of this.#waiting.splice(0)) block.show();
  }
}

/** @typedef {{ show(): void, write(text: string): void, end(text: string): void }} Block */
