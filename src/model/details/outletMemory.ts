import type { StateStore } from '../../base/storage.js';

const key = 'details/withoutOutlets';
/** More products than anybody has on a desk; the one that was met first is forgotten first. */
const productsAtMost = 500;

/** Of which products the cloud said that they have no outlets with names: asking for each of their devices costs a call. */
export class OutletMemory {
  constructor(private readonly state: StateStore) {}

  lacks(productId: string | undefined): boolean {
    return productId !== undefined && this.products().includes(productId);
  }

  /** Whether it is kept over the window's end changes nothing that can be seen in it. */
  note(productId: string | undefined, lacks: boolean): void {
    if (productId === undefined || productId === '' || this.lacks(productId) === lacks) return;
    const others = this.products().filter((other) => other !== productId);
    const next = lacks ? [...others, productId].slice(-productsAtMost) : others;
    void Promise.resolve(this.state.update(key, next)).catch(() => undefined);
  }

  private products(): readonly string[] {
    const stored = this.state.get(key);
    return Array.isArray(stored) ? stored.filter((each): each is string => typeof each === 'string') : [];
  }
}
