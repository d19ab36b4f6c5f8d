import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** Where to look: a selector, or selectors of the frames on the way and of the part in the last of them. */
type Part = string | readonly string[];

/** What stands in the panel in view. */
export const inPanel = ['iframe.webview', 'iframe#active-frame', 'main'];

/** Of two looks at one page in another theme: what a theme can change. */
export const coloursOnly = ['color-contrast'];

// The package's own `source` is the one that isn't minified, twice as long to read for each page.
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe objects to, by rule and element; of these rules, where they are given. It runs in the page and stays there.
 * Only what it objects to comes back: all that it found good is a hundred times as much.
 */
export async function faultsOf(
  page: Page,
  part: Part = [],
  rules?: readonly string[],
): Promise<readonly string[]> {
  const selectors = typeof part === 'string' ? [part] : part;
  const frame = await frameAt(page, selectors.slice(0, -1));
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(source);
  const options: RunOptions = { resultTypes: ['violations'], ...(rules && { runOnly: [...rules] }) };
  return frame.evaluate(
    async ({ selector, options: asked }) => {
      type Run = (context: Document | string, options: RunOptions) => Promise<AxeResults>;
      const { axe } = window as unknown as { readonly axe: { readonly run: Run } };
      const { violations } = await axe.run(selector ?? document, asked);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    },
    { selector: selectors.at(-1), options },
  );
}

async function frameAt(page: Page, selectors: readonly string[]): Promise<Frame> {
  let frame = page.mainFrame();
  for (const selector of selectors) {
    const inner = await (await frame.waitForSelector(selector)).contentFrame();
    if (!inner) throw new Error(`${selector} is no frame.`);
    frame = inner;
  }
  return frame;
}
