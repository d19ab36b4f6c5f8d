/**
 * Keeps the keyboard in the page. What has it may vanish with the next state (a button that reads, once there is something
 * to show); then the head of its section has it, and not the page's body, from where Tab begins anew.
 */
export class FocusKeeper {
  private last: { readonly element: Element; readonly section: Element | null } | undefined;
  private readonly vanished = new MutationObserver(() => this.look());

  /** @param fallback what gets the keyboard where no section is left */
  constructor(
    private readonly page: HTMLElement,
    private readonly fallback: string,
  ) {}

  connect(): void {
    this.page.addEventListener('focusin', this.entered);
    document.addEventListener('pointerdown', this.pointed, true);
    this.vanished.observe(this.page, { childList: true, subtree: true });
  }

  disconnect(): void {
    this.page.removeEventListener('focusin', this.entered);
    document.removeEventListener('pointerdown', this.pointed, true);
    this.vanished.disconnect();
  }

  private readonly entered = ({ target }: FocusEvent): void => {
    if (target instanceof Element) this.last = { element: target, section: target.closest('.section') };
  };

  /** A click into nothing takes the keyboard away, and is meant to. */
  private readonly pointed = (): void => {
    this.last = undefined;
  };

  private look(): void {
    const { last } = this;
    if (!last || last.element.isConnected) return;
    const { activeElement } = document;
    if (!document.hasFocus() || (activeElement && activeElement !== document.body)) return;
    const head = last.section?.isConnected ? last.section.querySelector<HTMLElement>('summary') : null;
    (head ?? this.page.querySelector<HTMLElement>(this.fallback))?.focus({ preventScroll: head === null });
  }
}
