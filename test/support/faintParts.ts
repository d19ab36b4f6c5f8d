import type { Page } from 'playwright-core';

/** Something that is drawn and hard to tell from what is behind it. */
export interface FaintPart {
  /** Tag and classes, outermost first: enough to find it. */
  readonly where: string;
  readonly text: string;
  readonly ratio: number;
  readonly needs: number;
}

/**
 * Everything on screen that stands out too little from what is behind it, as WCAG 2.2 computes it: words need 4.5, what
 * tells a state 3. What can't be used just now may be faint.
 * @param graphics selectors of what is told by colour and shape: icons, dots, bars
 */
export async function faintParts(
  page: Page,
  graphics: readonly string[] = [],
): Promise<readonly FaintPart[]> {
  return page.evaluate((shapes) => {
    type Colour = readonly [number, number, number, number];
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const known = new Map<string, Colour>();
    const read = (css: string): Colour => {
      const kept = known.get(css);
      if (kept || !canvas) return kept ?? [0, 0, 0, 0];
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
      const colour = [r, g, b, a / 255] as const;
      known.set(css, colour);
      return colour;
    };
    const over = ([r, g, b, a]: Colour, [R, G, B]: Colour): Colour => [
      r * a + R * (1 - a),
      g * a + G * (1 - a),
      b * a + B * (1 - a),
      1,
    ];
    const luminance = ([r, g, b]: Colour): number => {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((part) => {
        const own = part / 255;
        return own <= 0.04045 ? own / 12.92 : ((own + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const ratioOf = (one: Colour, other: Colour): number => {
      const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    const parentOf = (own: Element): Element | null => {
      const root = own.getRootNode();
      return own.assignedSlot ?? own.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    };
    const lineOf = (own: Element): readonly Element[] => {
      const line: Element[] = [];
      for (let at: Element | null = own; at; at = parentOf(at)) line.push(at);
      return line;
    };
    const behind = (line: readonly Element[]): Colour => {
      let colour: Colour = read(getComputedStyle(document.body).backgroundColor);
      if (colour[3] < 1)
        colour = over(
          colour,
          read(getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-background')),
        );
      for (const own of [...line].reverse())
        colour = over(read(getComputedStyle(own).backgroundColor), colour);
      return colour;
    };
    const isFrozen = (own: Element): boolean =>
      own.closest('[disabled], [aria-disabled=true], [inert], .visually-hidden, [hidden]') !== null;
    const inSight = (own: Element): boolean => {
      const { width, height } = own.getBoundingClientRect();
      return width > 0 && height > 0 && getComputedStyle(own).visibility === 'visible';
    };
    const found: { where: string; text: string; ratio: number; needs: number }[] = [];
    const look = (
      own: Element,
      css: string,
      needs: number,
      text: string,
      under?: readonly Element[],
    ): void => {
      const line = lineOf(own);
      if (line.some(isFrozen) || !line.every((one) => getComputedStyle(one).display !== 'none')) return;
      const back = behind(under ?? line);
      const opacity = line.reduce((all, one) => all * Number(getComputedStyle(one).opacity), 1);
      const [r, g, b, a] = read(css);
      if (a === 0) return; // is there for its room alone
      const ratio = ratioOf(over([r, g, b, a * opacity], back), back);
      if (ratio >= needs - 0.005) return;
      const where = line
        .slice(0, 3)
        .reverse()
        .map((one) => [one.tagName.toLowerCase(), ...one.classList].join('.'))
        .join(' ');
      found.push({ where, text: text.trim().slice(0, 40), ratio: Math.round(ratio * 100) / 100, needs });
    };
    const walk = (root: Node): void => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
        if (node instanceof Element && node.shadowRoot) walk(node.shadowRoot);
        const parent = node.parentElement ?? (node.getRootNode() as ShadowRoot).host;
        const isText = node.nodeType === Node.TEXT_NODE && /[^\s—·]/.test(node.textContent ?? '');
        if (!isText || !parent || ['STYLE', 'SCRIPT', 'OPTION'].includes(parent.tagName) || !inSight(parent))
          continue;
        look(parent, getComputedStyle(parent).color, 4.5, node.textContent ?? '');
      }
    };
    walk(document.body);
    for (const shape of document.querySelectorAll(shapes.join(', ') || 'nothing')) {
      if (!inSight(shape)) continue;
      const { backgroundColor, boxShadow, color } = getComputedStyle(shape);
      const [, ring] = /^(rgba?\([^)]*\)|oklch\([^)]*\)) 0px 0px 0px [1-9]/.exec(boxShadow) ?? [];
      const isFilled = read(backgroundColor)[3] > 0;
      const [, ...outer] = lineOf(shape);
      // What is filled stands on what is behind it, not on itself; a ring around it is its shape, too.
      if (isFilled) look(shape, ring ?? backgroundColor, 3, '', outer);
      else look(shape, color, 3, '');
    }
    const seen = new Set<string>();
    return found.filter((one) => {
      const key = `${one.where} ${one.ratio}`;
      return !seen.has(key) && seen.add(key);
    });
  }, graphics);
}
