import type { Page } from 'playwright-core';
import { QuickInput } from './quickInput.js';

export class CommandPalette {
  private readonly input: QuickInput;

  constructor(private readonly page: Page) {
    this.input = new QuickInput(page);
  }

  /** Runs a command by its title with its category, as a person types it: `Tuya: Add Project`. */
  async run(title: string): Promise<void> {
    await this.type(title);
    await this.input.options.filter({ hasText: title }).first().click();
  }

  /** The titles that the palette offers for a text. */
  async search(text: string): Promise<string[]> {
    await this.type(text);
    // The list follows the typing after a moment.
    await this.page.waitForTimeout(500);
    return this.input.options.evaluateAll((options) =>
      options.map((option) => option.getAttribute('aria-label') ?? ''),
    );
  }

  private async type(text: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.input.shown();
    await this.input.type(`>${text}`);
  }
}
