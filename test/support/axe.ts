import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Where to look: a selector, or selectors of the frames on the way and of the part in the last of them. */
type Part = string | string[];

/** What stands in the panel in view. */
export const inPanel = ['iframe.webview', 'iframe#active-frame', 'main'];

/** Of two looks at one page in another theme: what a theme can change. */
export const coloursOnly = ['color-contrast'];

/**
 * What axe objects to, by rule and element; of these rules, where they are given. Only these are worked out in detail. Without frames the rules run in the page
 * itself; the way through frames opens another page for each look. Together that is a quarter of the time.
 */
export async function faultsOf(
  page: Page,
  part?: Part,
  rules?: readonly string[],
): Promise<readonly string[]> {
  const isInFrame = Array.isArray(part);
  // Half a megabyte, which is compiled again each time it comes; it stays in a page that has it.
  const isThere = !isInFrame && (await page.evaluate(() => 'axe' in window));
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: ';' }) }).setLegacyMode(!isInFrame).options({
    resultTypes: ['violations'],
    ...(rules && { runOnly: [...rules] }),
  });
  const { violations } = await (part === undefined ? axe : axe.include(part)).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
