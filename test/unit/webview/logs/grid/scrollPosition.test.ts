import { describe, expect, it } from 'vitest';
import { ScrollPosition } from '../../../../../src/webview/logs/grid/scrollPosition.js';
import { rowHeight, ScrollScale } from '../../../../../src/webview/logs/grid/scrollScale.js';

describe('the scroll bar of a long list', () => {
  it.each([0, 1, 20, 1000, 681_818, 681_819, 1_500_000, 50_000_000])(
    'reaches both ends of %d rows and comes back from anywhere',
    (total) => {
      const viewport = 600;
      const scale = new ScrollScale(total, viewport);
      expect(scale.physicalHeight).toBeLessThanOrEqual(15_000_000);
      const physicalEnd = Math.max(0, scale.physicalHeight - viewport);
      expect(scale.toVirtual(physicalEnd)).toBeCloseTo(Math.max(0, total * rowHeight - viewport), 3);
      for (const part of [0, 0.1, 0.5, 0.999, 1]) {
        const virtual = scale.end * part;
        expect(scale.toVirtual(scale.toPhysical(virtual))).toBeCloseTo(virtual, 3);
      }
    },
  );

  it('holds to the end while it is there, and to its rows elsewhere', () => {
    const scroll = new ScrollPosition();
    scroll.fit(1000, 440);
    expect(scroll.first.index).toBe(980);
    scroll.fit(1010, 440);
    expect(scroll.first.index).toBe(990);
    scroll.to(100 * rowHeight + 5);
    expect(scroll.sticks).toBe(false);
    scroll.shift(50);
    scroll.fit(1060, 440);
    expect(scroll.first).toEqual({ index: 150, hidden: 5 });
    scroll.to(Infinity);
    expect(scroll.sticks).toBe(true);
  });

  it('scrolls no further than a row needs', () => {
    const scroll = new ScrollPosition();
    scroll.fit(1000, 440);
    scroll.to(100 * rowHeight);
    scroll.show(105, 'nearest');
    expect(scroll.first.index).toBe(100);
    scroll.show(120, 'nearest');
    expect(scroll.first.index).toBe(101);
    scroll.show(99, 'nearest');
    expect(scroll.first.index).toBe(99);
    scroll.show(500, 'middle');
    expect(scroll.first.index).toBe(490);
  });
});
