import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Where to look: a selector, or selectors of the frames on the way and of the part in the last of them. */
type Part = string | string[];

/** What stands in the panel in view. */
export const inPanel = ['iframe.webview', 'iframe#active-frame', 'main'];

/**
 * What axe objects to, by rule and element. Only these are worked out in detail, and in the page itself instead of in
 * one opened for it: the rules are all the same, at a quarter of the time.
 */
export async function faultsOf(page: Page, part?: Part): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await (part === undefined ? axe : axe.include(part)).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
