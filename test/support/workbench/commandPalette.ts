import type { Page } from 'playwright-core';
import { QuickInput } from './quickInput.js';

const patienceMs = 10_000;

export class CommandPalette {
  private readonly input: QuickInput;

  constructor(private readonly page: Page) {
    this.input = new QuickInput(page);
  }

  /** Runs a command by its title with its category, as a person types it: `Tuya: Add Project`. */
  async run(title: string): Promise<void> {
    await this.type(title, title);
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

  /** A busy window may open it late, or close it again as something else takes the keyboard: then once more. */
  private async type(text: string, offered?: string): Promise<void> {
    for (let tries = 1; ; tries++) {
      await this.page.keyboard.press('F1');
      try {
        await this.input.widget.waitFor({ timeout: patienceMs });
        await this.input.input.fill(`>${text}`, { timeout: patienceMs });
        if (offered !== undefined)
          await this.input.options.filter({ hasText: offered }).first().waitFor({ timeout: patienceMs });
        return;
      } catch (error) {
        if (tries === 3) throw error;
      }
    }
  }
}
