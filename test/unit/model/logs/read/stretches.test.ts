import { describe, expect, it } from 'vitest';
import { Stretches, type StretchLabel } from '../../../../../src/model/logs/read/stretches.js';
import { seeded } from '../../../../support/logSessionSetup.js';

const read: StretchLabel = { kind: 'read' };
const unread: StretchLabel = { kind: 'unread' };
const failed: StretchLabel = { kind: 'failed', problem: 1 };

function setUp() {
  let last = 0;
  const stretches = new Stretches(() => --last);
  const seen = () => stretches.all().map(({ from, to, label }) => [from, to, label.kind]);
  return { stretches, seen };
}

describe('stretches', () => {
  it('are labelled by what was said last; neighbours of a kind are one', () => {
    const { stretches, seen } = setUp();
    stretches.paint(0, 100, unread);
    stretches.paint(80, 100, read);
    stretches.paint(60, 80, read);
    stretches.paint(20, 30, failed);
    expect(seen()).toEqual([
      [0, 20, 'unread'],
      [20, 30, 'failed'],
      [30, 60, 'unread'],
      [60, 100, 'read'],
    ]);
    stretches.mark(0, 120, failed);
    expect(seen()).toEqual([
      [0, 60, 'failed'],
      [60, 100, 'read'],
      [100, 120, 'failed'],
    ]);
    stretches.trim(50);
    stretches.repaint('failed', unread);
    expect(seen()).toEqual([
      [50, 60, 'unread'],
      [60, 100, 'read'],
      [100, 120, 'unread'],
    ]);
  });

  it('keep their number while they stand', () => {
    const { stretches } = setUp();
    const id = (at: number) => stretches.all().find(({ from, to }) => from <= at && at < to)?.id;
    stretches.paint(0, 100, failed);
    const first = id(50);
    stretches.paint(90, 100, read);
    stretches.paint(-10, 5, failed);
    expect(id(50)).toBe(first);
    stretches.paint(40, 60, read);
    expect(id(20)).toBe(first);
    expect(id(70)).not.toBe(first);
    expect(new Set(stretches.all().map((each) => each.id)).size).toBe(stretches.all().length);
  });

  it('say of each moment what a plain list of moments says', () => {
    const random = seeded(3);
    const { stretches } = setUp();
    const plain = new Map<number, string>();
    const labels = [read, unread, failed];
    for (let step = 0; step < 500; step++) {
      const from = Math.floor(random() * 50);
      const to = from + Math.floor(random() * 12);
      const label = labels[Math.floor(random() * 3)] ?? read;
      const isMark = random() < 0.5;
      if (isMark) stretches.mark(from, to, label);
      else stretches.paint(from, to, label);
      for (let at = from; at < to; at++) {
        if (!isMark || plain.get(at) !== 'read') plain.set(at, label.kind);
      }
      for (let at = 0; at < 64; at++) expect(stretches.labelAt(at)?.kind).toBe(plain.get(at));
      const all = stretches.all();
      for (const [at, each] of all.entries()) {
        const next = all[at + 1];
        expect(each.from).toBeLessThan(each.to);
        if (next) expect(each.to).toBeLessThanOrEqual(next.from);
        if (next?.from === each.to) expect(next.label.kind).not.toBe(each.label.kind);
      }
    }
  });
});
