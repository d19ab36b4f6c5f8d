import type { Locator, Page } from 'playwright-core';

/** The box at the window's top that asks for a text or a choice. */
export class QuickInput {
  readonly widget: Locator;
  readonly input: Locator;
  readonly title: Locator;
  /** What is said about the text that was typed, or the prompt where nothing is wrong with it. */
  readonly message: Locator;
  readonly options: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.quick-input-widget');
    this.input = this.widget.locator('.quick-input-box input');
    this.title = this.widget.locator('.quick-input-title');
    this.message = this.widget.locator('.quick-input-message');
    this.options = this.widget.getByRole('option');
  }

  async shown(title?: string | RegExp): Promise<void> {
    await this.widget.waitFor();
    if (title !== undefined) await this.title.filter({ hasText: title }).waitFor();
  }

  /** Answers one box and waits for the next: it has the same widget, and may have the same number. */
  async toNext(answer: () => Promise<void>): Promise<void> {
    const before = await this.asks();
    await answer();
    const until = Date.now() + 20_000;
    while ((await this.asks()) === before) {
      if (Date.now() > until) throw new Error(`Still at: ${before}`);
      await this.page.waitForTimeout(50);
    }
  }

  /** What it asks for now: title, placeholder and prompt. */
  private async asks(): Promise<string> {
    const placeholder = await this.input.getAttribute('placeholder');
    return [await this.title.innerText(), placeholder, await this.message.innerText()].join(' | ');
  }

  /** Replaces what is in the box. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  /** Presses Enter. The next box of a series has the same widget, so wait for its title. */
  async accept(): Promise<void> {
    await this.page.keyboard.press('Enter');
  }

  async answer(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
  }

  /** Waits for a complaint about what was typed. */
  async complaint(text: string | RegExp): Promise<void> {
    await this.message.filter({ hasText: text }).waitFor();
  }

  async pick(name: string | RegExp): Promise<void> {
    await this.options.filter({ hasText: name }).first().click();
  }

  /** Ticks a choice of a list that takes several. */
  async tick(name: string | RegExp): Promise<void> {
    await this.options.filter({ hasText: name }).first().getByRole('checkbox').click();
  }

  async goBack(): Promise<void> {
    await this.widget.getByRole('button', { name: 'Back' }).click();
  }

  async cancel(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.gone();
  }

  async gone(): Promise<void> {
    await this.widget.waitFor({ state: 'hidden' });
  }
}
