/** Height of a row and of every note, in CSS pixels. */
export const rowHeight = 22;

/** Browsers stop at about 33 million pixels; well below it they still place things exactly. */
const tallest = 15_000_000;

/**
 * Where a scroll bar's pixels are in a list that may be taller than a browser can make an element. The list's own pixels
 * are `virtual`; the scroll bar's are `physical`, the same unless the list is stretched over a shorter bar.
 */
export class ScrollScale {
  /** Height of the element that makes the scroll bar. */
  readonly physicalHeight: number;
  /** The virtual position at the end of the list. */
  readonly end: number;
  private readonly factor: number;

  constructor(
    readonly total: number,
    viewport: number,
  ) {
    const virtual = total * rowHeight;
    this.physicalHeight = Math.min(virtual, tallest);
    this.end = Math.max(0, virtual - viewport);
    const physicalEnd = Math.max(0, this.physicalHeight - viewport);
    this.factor = physicalEnd === 0 ? 1 : this.end / physicalEnd;
  }

  get isStretched(): boolean {
    return this.factor > 1;
  }

  toVirtual(scrollTop: number): number {
    return this.clamp(scrollTop * this.factor);
  }

  toPhysical(virtual: number): number {
    return this.clamp(virtual) / this.factor;
  }

  clamp(virtual: number): number {
    return Math.min(this.end, Math.max(0, virtual));
  }
}
