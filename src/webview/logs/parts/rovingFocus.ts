/**
 * Makes a toolbar one Tab stop: the arrow keys, Home and End walk through its buttons, and Tab comes back to the one that
 * was left. What stands in an open popup keeps its own keys.
 */
export class RovingFocus {
  private current: HTMLElement | undefined;

  constructor(private readonly host: HTMLElement) {}

  /** After the toolbar, or a part of it, was drawn. */
  update(): void {
    const all = this.buttons();
    const stop = all.find((button) => button === this.current) ?? all[0];
    for (const button of all) {
      const tabIndex = button === stop ? '0' : '-1';
      if (button.getAttribute('tabindex') !== tabIndex) button.setAttribute('tabindex', tabIndex);
    }
  }

  /** The focus came to a button, by whatever way. */
  focused(target: EventTarget | null): void {
    const button = this.buttons().find((own) => own === target);
    if (!button) return;
    this.current = button;
    this.update();
  }

  key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = this.buttons();
    const at = all.findIndex((button) => button === event.target);
    if (at < 0) return;
    const next = {
      ArrowRight: (at + 1) % all.length,
      ArrowLeft: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    all[next]?.focus();
  }

  private buttons(): readonly HTMLElement[] {
    return [...this.host.querySelectorAll<HTMLElement>('.tool')].filter(
      (button) => !button.matches(':disabled') && !button.closest('.popup') && button.offsetParent !== null,
    );
  }
}
