import { beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLogger } from '../../../../src/base/logger.js';
import { nodesAtKeyboard } from '../../../../src/platform/treeView/treeSelection.js';
import { commands, workbench } from '../../../support/vscodeShim.js';

/** A list as VS Code has it: a key that toggles the focused row's selection. */
function aView(rows: readonly string[], focus: string | undefined) {
  const view = { selection: rows };
  commands.registerCommand('list.toggleSelection', () => {
    if (focus === undefined) return;
    view.selection = view.selection.includes(focus)
      ? view.selection.filter((row) => row !== focus)
      : [...view.selection, focus];
  });
  return view;
}

beforeEach(() => workbench.reset());

describe('the rows that a key is meant for', () => {
  it.each<[string, string[], string | undefined, string[]]>([
    ['the focused row, where another is selected', ['a'], 'b', ['b']],
    ['the focused row, where nothing is selected', [], 'b', ['b']],
    ['the selection, where the focus is in it', ['a', 'b', 'c'], 'b', ['a', 'b', 'c']],
    ['the one row that is both', ['a'], 'a', ['a']],
    ['none, where the keyboard has gone elsewhere', ['a'], undefined, []],
  ])('are %s', async (_, selected, focus, meant) => {
    const view = aView(selected, focus);
    expect([...(await nodesAtKeyboard(view, silentLogger))].sort()).toEqual(meant);
    expect([...view.selection].sort()).toEqual([...selected].sort());
  });

  it.each([1, 2])('are none where the row has just gone, and the log says so: toggle %i', async (fails) => {
    let toggles = 0;
    commands.registerCommand('list.toggleSelection', () => {
      if (++toggles === fails) throw new Error('Data tree node not found');
    });
    const log = { ...silentLogger, log: vi.fn() };
    expect(await nodesAtKeyboard({ selection: ['a'] }, log)).toEqual([]);
    expect(log.log).toHaveBeenCalledTimes(1);
  });
});
