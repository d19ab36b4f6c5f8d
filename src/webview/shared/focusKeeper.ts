/**
 * Keeps the keyboard in the page. What has it may vanish with the next state (a button that reads, once there is something
 * to show); then the head of its section has it, and not the page's body, from where Tab begins anew.
 */
export class FocusKeeper {
  private last: { readonly element: Element; readonly section: Element | null } | undefined;
  /** Enter or Space while it is down. */
  private held: string | undefined;
  /** The key that was down when the keyboard moved, until it is up. */
  private spent: string | undefined;
  private readonly vanished = new MutationObserver(() => this.look());

  /** @param fallback what gets the keyboard where no section is left */
  constructor(
    private readonly page: HTMLElement,
    private readonly fallback: string,
  ) {}

  connect(): void {
    this.page.addEventListener('focusin', this.entered);
    document.addEventListener('pointerdown', this.pointed, true);
    for (const type of presses) document.addEventListener(type, this.pressed, true);
    window.addEventListener('blur', this.released);
    this.vanished.observe(this.page, { childList: true, subtree: true });
  }

  disconnect(): void {
    this.page.removeEventListener('focusin', this.entered);
    document.removeEventListener('pointerdown', this.pointed, true);
    for (const type of presses) document.removeEventListener(type, this.pressed, true);
    window.removeEventListener('blur', this.released);
    this.vanished.disconnect();
  }

  private readonly entered = ({ target }: FocusEvent): void => {
    if (target instanceof Element) this.last = { element: target, section: target.closest('.section') };
  };

  /** A click into nothing takes the keyboard away, and is meant to. */
  private readonly pointed = (): void => {
    this.last = undefined;
  };

  /** A press is for what it began on: it does nothing where the keyboard goes meanwhile, however long it is held. */
  private readonly pressed = (event: KeyboardEvent): void => {
    const { type, key, repeat } = event;
    if (type === 'keydown' && !repeat) {
      this.held = key === 'Enter' || key === ' ' ? key : undefined;
      this.spent = undefined;
    } else if (key === this.spent) {
      event.preventDefault();
      event.stopPropagation();
    }
    if (type === 'keyup') this.released();
  };

  private readonly released = (): void => {
    this.held = undefined;
    this.spent = undefined;
  };

  private look(): void {
    const { last } = this;
    if (!last || last.element.isConnected) return;
    const { activeElement } = document;
    if (!document.hasFocus() || (activeElement && activeElement !== document.body)) return;
    this.spent = this.held;
    const head = last.section?.isConnected ? last.section.querySelector<HTMLElement>('summary') : null;
    (head ?? this.page.querySelector<HTMLElement>(this.fallback))?.focus({ preventScroll: head === null });
  }
}

const presses = ['keydown', 'keypress', 'keyup'] as const;
