import type { Page } from 'playwright-core';
import { QuickInput } from './quickInput.js';

export class CommandPalette {
  private readonly input: QuickInput;

  constructor(private readonly page: Page) {
    this.input = new QuickInput(page);
  }

  /** Runs a command by its title with its category, as a person types it: `Tuya: Add Project`. */
  async run(title: string): Promise<void> {
    const found = await this.search(title);
    if (!found.some((name) => name.startsWith(title))) {
      throw new Error(`The palette has no command “${title}”; it has: ${found.join(', ')}.`);
    }
    await this.input.pick(title);
  }

  /** The titles that the palette offers for a text. */
  async search(text: string): Promise<string[]> {
    await this.page.keyboard.press('F1');
    await this.input.shown();
    await this.input.type(`>${text}`);
    await this.input.options.first().waitFor();
    return this.input.options.evaluateAll((options) =>
      options.map((option) => option.getAttribute('aria-label') ?? ''),
    );
  }
}
