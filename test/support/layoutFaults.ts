import type { Page } from 'playwright-core';

/**
 * What can't be read on a page as it stands, a line each: it scrolls sideways, a text is cut off without three dots, or two
 * texts stand on each other. What a person can scroll to isn't cut off, and what lies below something that is open over
 * it isn't in sight.
 */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    interface Shown {
      readonly own: Element;
      readonly text: string;
      readonly box: DOMRect;
    }
    const found: string[] = [];
    const beyond = document.documentElement.scrollWidth - window.innerWidth;
    if (beyond > 0) found.push(`scrolls sideways by ${beyond} px`);

    const parentOf = (own: Element): Element | null => {
      const root = own.getRootNode();
      return own.assignedSlot ?? own.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    };
    const nameOf = (own: Element): string => {
      const parent = parentOf(own);
      return [parent, own]
        .map((one) => (one ? [one.tagName.toLowerCase(), ...one.classList].join('.') : ''))
        .join(' ');
    };
    const holds = (outer: Element, inner: Element): boolean => {
      for (let at: Element | null = inner; at; at = parentOf(at)) if (at === outer) return true;
      return false;
    };
    /** What is in front at a point, shadow roots looked into. */
    const inFront = (x: number, y: number): Element | null => {
      let at = document.elementFromPoint(x, y);
      while (at?.shadowRoot) {
        const deeper: Element | null = at.shadowRoot.elementFromPoint(x, y);
        if (!deeper || deeper === at) break;
        at = deeper;
      }
      return at;
    };
    /** Whether something that can't be seen through, as a menu, lies over one of these at a point. */
    const isCovered = (x: number, y: number, ...owns: readonly Element[]): boolean => {
      for (let at = inFront(x, y); at; at = parentOf(at)) {
        const own = at;
        if (owns.every((one) => holds(own, one))) return false;
        const { backgroundColor } = getComputedStyle(at);
        if (backgroundColor !== 'transparent' && !/[,/] ?0(\.\d+)?\)$/.test(backgroundColor))
          return !owns.some((one) => owns.length === 1 && holds(one, own));
      }
      return true; // beyond the window
    };
    const shown: Shown[] = [];
    const look = (own: Element, text: string, rects: Iterable<DOMRect>): void => {
      for (const rect of rects) {
        if (rect.width < 2 || rect.height < 2) continue;
        let { left, top, right, bottom } = rect;
        let cut = '';
        let canScroll = false;
        for (let at: Element | null = own; at && at !== document.documentElement; at = parentOf(at)) {
          const { overflowX, overflowY, textOverflow, clipPath, position } = getComputedStyle(at);
          if (clipPath !== 'none') return; // for screen readers only
          const box = at.getBoundingClientRect();
          const scrollsX = /auto|scroll/.test(overflowX);
          const clipsX = /hidden|clip/.test(overflowX);
          if (scrollsX) canScroll = true;
          // The rows of a log: what is cut there at the top and the bottom comes with the wheel.
          const clipsY = /hidden|clip/.test(overflowY) && at.closest('.log-grid') === null;
          if (
            clipsX &&
            !canScroll &&
            textOverflow !== 'ellipsis' &&
            (right > box.right + 1.5 || left < box.left - 1.5)
          )
            cut ||= `cut off sideways by ${nameOf(at)}`;
          if (clipsY && (bottom > box.bottom + 3 || top < box.top - 3))
            cut ||= `cut off in height by ${nameOf(at)}`;
          if (overflowX !== 'visible') [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
          if (overflowY !== 'visible') [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
          if (position === 'fixed') break;
        }
        if (!canScroll && right > left && (right > window.innerWidth + 1 || left < -1))
          cut ||= 'beyond the window';
        if (right - left < 2 || bottom - top < 2) {
          // Nothing of it is there; that is a fault only where it was meant to be.
          if (cut) found.push(`“${text.slice(0, 40)}” (${nameOf(own)}): ${cut}`);
          continue;
        }
        if (isCovered((left + right) / 2, (top + bottom) / 2, own)) continue;
        if (cut) found.push(`“${text.slice(0, 40)}” (${nameOf(own)}): ${cut}`);
        shown.push({ own, text, box: new DOMRect(left, top, right - left, bottom - top) });
      }
    };
    const walk = (root: Node): void => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
        if (node instanceof Element) {
          if (node.shadowRoot) walk(node.shadowRoot);
          continue;
        }
        const text = (node.textContent ?? '').trim();
        const own = node.parentElement;
        if (text === '' || !own || ['STYLE', 'SCRIPT', 'OPTION'].includes(own.tagName)) continue;
        // What is folded has a place, too, but isn't drawn.
        const drawn = { contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true };
        if (!own.checkVisibility(drawn)) continue;
        if (own.closest('.visually-hidden, [aria-hidden=true].filter-mirror')) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        look(own, text, range.getClientRects());
      }
    };
    walk(document.body);
    const inOrder = shown.toSorted((a, b) => a.box.top - b.box.top);
    inOrder.forEach((one, at) => {
      for (let next = at + 1; next < inOrder.length; next++) {
        const other = inOrder[next];
        if (!other || other.box.top > one.box.bottom - 4) break;
        if (one.own === other.own) continue;
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        const x = (Math.max(one.box.left, other.box.left) + Math.min(one.box.right, other.box.right)) / 2;
        const y = (Math.max(one.box.top, other.box.top) + Math.min(one.box.bottom, other.box.bottom)) / 2;
        if (across > 2 && down > 4 && !isCovered(x, y, one.own, other.own))
          found.push(
            `“${one.text.slice(0, 40)}” (${nameOf(one.own)}) stands on “${other.text.slice(0, 40)}” (${nameOf(other.own)})`,
          );
      }
    });
    return [...new Set(found)];
  });
}
