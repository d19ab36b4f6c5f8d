import { expect, it } from 'vitest';
import { revealRow } from '../../../../src/platform/treeView/revealRow.js';

it('shows a row, and takes it as no failure where the tree doesn’t know it yet', async () => {
  const revealed: string[] = [];
  const known = { reveal: (row: string) => Promise.resolve(void revealed.push(row)) };
  const redrawing = { reveal: () => Promise.reject(new Error('Cannot resolve tree item')) };
  await revealRow<string>(known, 'row', { select: true });
  await revealRow<string>(redrawing, 'row', { select: true });
  expect(revealed).toEqual(['row']);
});
