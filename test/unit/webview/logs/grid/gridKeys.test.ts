import { describe, expect, it } from 'vitest';
import {
  shownColumns,
  template,
  withShown,
  withWidth,
} from '../../../../../src/webview/logs/grid/columns.js';
import { moveTarget } from '../../../../../src/webview/logs/grid/gridKeys.js';
import { only, range, toggled } from '../../../../../src/webview/logs/grid/selection.js';
import type { LogLayoutDto } from '../../../../../src/protocol/logLayout.js';
import type { LogsSnapshot } from '../../../../../src/protocol/logs.js';

describe('moving among rows', () => {
  it.each([
    [1, 5, 6],
    [-1, 0, 0],
    ['page', 5, 25],
    ['-page', 5, 0],
    ['end', 5, 99],
    ['start', 5, 0],
    [1, 99, 99],
    [1, undefined, 99],
    ['start', undefined, 0],
  ] as const)('%s from %s is %s', (by, at, target) => expect(moveTarget(by, at, 20, 100)).toBe(target));

  it('goes nowhere where there are no rows', () =>
    expect(moveTarget('end', undefined, 20, 0)).toBeUndefined());
});

describe('selecting rows', () => {
  it('adds and takes single rows, and starts ranges from the last one', () => {
    const two = toggled(only(1), 2);
    expect([...two.ids]).toEqual([1, 2]);
    expect(two.from).toBe(2);
    expect([...toggled(two, 1).ids]).toEqual([2]);
    expect(range(4, [4, 5, 6])).toEqual({ ids: new Set([4, 5, 6]), from: 4 });
  });
});

describe('the columns', () => {
  const layout: LogLayoutDto = { columns: [], zone: 'local', time: 'absolute' };
  const devices = (count: number): LogsSnapshot['devices'] =>
    Array.from({ length: count }, () => ({ codes: [{ code: 'switch', chart: true }] }) as never);
  const names = (own: LogLayoutDto, count: number, width: number, more?: LogsSnapshot['devices']): string =>
    shownColumns({ layout: own, devices: more ?? devices(count) }, width)
      .map(({ column }) => column)
      .join(' ');

  it('shows devices only where there are several, and no source in a narrow grid nobody has arranged', () => {
    expect(names(layout, 1, 1200)).toBe('time type code value source');
    expect(names(layout, 2, 1200)).toBe('time device type code value source');
    expect(names(layout, 2, 400)).toBe('time device type code value');
    expect(names(withWidth(layout, 'code', 90), 2, 400)).toBe('time device type code value source');
    expect(names(withShown(layout, 'code', false), 1, 1200)).toBe('time type value source');
  });

  it('shows DP ids where any are known, unless they were switched off, beside the code in any layout', () => {
    const known = [...devices(1), { codes: [{ code: 'switch', chart: true, dpId: 1 }] } as never];
    expect(names(layout, 2, 1200, known)).toBe('time device type dp code value source');
    expect(names(layout, 2, 400, known)).toBe('time device type dp code value');
    expect(names(withShown(layout, 'dp', false), 2, 1200, known)).toBe('time device type code value source');
    const before = (['value', 'time', 'type', 'code', 'source'] as const).map((column) => ({
      column,
      shown: column !== 'code',
      width: 90,
    }));
    expect(names({ ...layout, columns: before }, 2, 1200, known)).toBe('value time device type dp source');
  });

  it('gives what is left to the value, keeps widths in their bounds', () => {
    expect(template(shownColumns({ layout: withWidth(layout, 'code', 5), devices: devices(1) }, 1200))).toBe(
      '126px 104px 40px minmax(180px, 1fr) 100px',
    );
    expect(withWidth(layout, 'time', 99_999).columns.find(({ column }) => column === 'time')?.width).toBe(
      2000,
    );
  });

  it('always has one', () => {
    const hidden = (['time', 'type', 'code', 'value', 'source'] as const).reduce(
      (own, column) => withShown(own, column, false),
      layout,
    );
    expect(names(hidden, 1, 1200)).toBe('time');
  });
});
