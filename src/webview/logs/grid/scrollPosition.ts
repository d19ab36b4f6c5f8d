import { rowHeight, ScrollScale } from './scrollScale.js';

/** Where the list stands, and whether it holds to its end. The element's scroll bar follows it, and moves it. */
export class ScrollPosition {
  /** Of the viewport's upper edge, in px of the whole list. */
  top = 0;
  /** New rows at the end push the others up. */
  sticks = true;
  viewport = 0;
  private scale = new ScrollScale(0, 0);
  /** What the scroll bar was last set to: an event that says the same isn't the person's. */
  private expected = -1;

  get physicalHeight(): number {
    return this.scale.physicalHeight;
  }

  get isAtEnd(): boolean {
    return this.top >= this.scale.end - 1;
  }

  /** Index of the first row that is on screen, and how many px of it aren't. */
  get first(): { readonly index: number; readonly hidden: number } {
    const index = Math.floor(this.top / rowHeight);
    return { index, hidden: this.top - index * rowHeight };
  }

  fit(total: number, viewport: number): void {
    this.viewport = viewport;
    this.scale = new ScrollScale(total, viewport);
    this.top = this.sticks ? this.scale.end : this.scale.clamp(this.top);
  }

  /** Rows came or went above: what is on screen stays there. */
  shift(rows: number): void {
    if (!this.sticks) this.top += rows * rowHeight;
  }

  to(top: number): void {
    this.top = this.scale.clamp(top);
    this.sticks = this.isAtEnd;
  }

  toEnd(): void {
    this.sticks = true;
    this.top = this.scale.end;
  }

  /** Whether a row stands on screen as a whole. */
  isOnScreen(index: number): boolean {
    const above = index * rowHeight;
    return this.top <= above && this.top >= above + rowHeight - this.viewport;
  }

  /** Scrolls as little as brings a row on screen whole; `middle` puts it there if it wasn't. */
  show(index: number, place: 'nearest' | 'middle'): void {
    const above = index * rowHeight;
    const below = above + rowHeight - this.viewport;
    if (this.isOnScreen(index)) return;
    if (place === 'middle') this.to(above - Math.max(0, this.viewport - rowHeight) / 2);
    else this.to(this.top > above ? above : below);
  }

  /** Sets the element's scroll bar where it differs. */
  apply(element: HTMLElement): void {
    const wanted = this.scale.toPhysical(this.top);
    if (Math.abs(element.scrollTop - wanted) >= 1) element.scrollTop = wanted;
    this.expected = element.scrollTop;
  }

  /** After a scroll event: true where the person moved the bar. */
  read(element: HTMLElement): boolean {
    if (Math.abs(element.scrollTop - this.expected) < 1) return false;
    this.expected = element.scrollTop;
    this.to(this.scale.toVirtual(element.scrollTop));
    return true;
  }

  /** On a stretched list a wheel moves rows, not the bar; true where it did. */
  wheel(event: WheelEvent): boolean {
    if (!this.scale.isStretched || event.ctrlKey || event.deltaY === 0) return false;
    const unit = { 0: 1, 1: rowHeight, 2: this.viewport }[event.deltaMode] ?? 1;
    this.to(this.top + event.deltaY * unit);
    return true;
  }
}
