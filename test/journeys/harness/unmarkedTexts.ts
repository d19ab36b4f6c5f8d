import type { FrameLocator, Locator } from 'playwright-core';
import type { Cloud } from '../../../src/simulator/cloud/cloud.js';
import { catalogue } from '../../../src/simulator/products/catalogue.js';

/** What of a text stands outside the brackets of the marked language. */
export function outsideMarks(text: string): string {
  let depth = 0;
  let rest = '';
  for (const sign of text) {
    if (sign === '【') depth++;
    else if (sign === '】') depth = Math.max(0, depth - 1);
    else if (depth === 0) rest += sign;
  }
  return rest.trim();
}

/**
 * What a person may read in no language of ours, for it comes from the cloud, from Intl or from VS Code: taken away,
 * and what has letters after that was never translated.
 */
export class KnownData {
  private readonly words: readonly string[];

  constructor(cloud?: Cloud, others: readonly string[] = []) {
    const found = new Set<string>();
    for (const id of cloud?.truth.deviceIds() ?? []) collect(cloud?.truth.device(id), found);
    for (const uid of cloud?.credentials.uids ?? []) found.add(uid);
    // What products say of their data points: names, units, members.
    for (const { defined } of cloud ? catalogue : []) collect(defined, found);
    // A letter or two of the cloud would take away half of every word.
    const long = [...found].filter((word) => word.length > 2 && /\p{L}/u.test(word));
    // The longest first: a name may begin with another.
    this.words = [...long, ...others].toSorted((a, b) => b.length - a.length);
  }

  /** Undefined where nothing is left that has letters. */
  unknownIn(text: string): string | undefined {
    let rest = outsideMarks(text);
    for (const word of this.words) rest = rest.replaceAll(word, ' ');
    for (const pattern of dataPatterns) rest = rest.replaceAll(pattern, ' ');
    return /\p{L}/u.test(rest) ? rest.replaceAll(/\s+/g, ' ').trim() : undefined;
  }
}

const dataPatterns = [
  // Dates, times and lengths of time, as Intl writes them.
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g,
  /\b(?:AM|PM|UTC|GMT)\b/g,
  /[\d.,]+\s?(?:ms|sec|s|min|m|hr|h|days?|d|w)\b(?: ago\b)?/g,
  /\bin [\d.,]+\s?(?:s|m|h|d)\b/g,
  // Units of the wire, zones, addresses, ISO times.
  /\b(?:kg|g|cm|kWh|mA|W|V|Hz|KiB|MiB|[kM]?B)\b/g,
  /\b[A-Z][a-z]+\/[A-Z][A-Za-z_]+\b/g,
  /\b\d{4}-\d\d-\d\dT[\d:.]+Z\b/g,
  /https?:\/\/\S+/g,
  // What users are called, once the cloud has said it.
  /[\w.]+@[\w.]+\w/g,
  /\bTuya\b/g,
] as const;

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null) {
    for (const [, inner] of Object.entries(value)) collect(inner, found);
  }
}

/** Every text of a page that a person sees or hears: what stands in it, and its attributes that are read out. */
export async function textsOfPage(content: FrameLocator): Promise<string[]> {
  return content.locator('body').evaluate(textsBelow);
}

export async function textsOf(part: Locator): Promise<string[]> {
  return part.evaluate(textsBelow);
}

/** Runs in the page. Text goes by block, for a sentence of ours may have an element in it. */
function textsBelow(top: Element): string[] {
  const said = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-valuetext', 'label'];
  // What they show is a value, a name or a code: of the cloud or of the person.
  const data = 'style, script, bdi, code, pre, kbd, textarea, svg';
  const found: string[] = [];
  let block = '';
  const endBlock = (): void => {
    if (block.trim() !== '') found.push(block.replaceAll(/\s+/g, ' ').trim());
    block = '';
  };
  const walk = (node: Node): void => {
    if (node instanceof Text) block += node.data;
    if (node instanceof Element) {
      const style = getComputedStyle(node);
      if (style.display === 'none' || style.visibility === 'hidden') return;
      for (const name of said) {
        const text = node.getAttribute(name);
        if (text !== null && text !== '') found.push(text);
      }
      if (node.matches(data)) return;
      const own = !style.display.startsWith('inline') || node.matches('button, option, [role]');
      if (own) endBlock();
      const inside =
        node instanceof HTMLSlotElement ? node.assignedNodes() : (node.shadowRoot ?? node).childNodes;
      for (const child of inside) walk(child);
      if (own) endBlock();
    }
  };
  walk(top);
  endBlock();
  return found;
}
