import type { LogNote } from '../../src/model/logs/rows/logTypes.js';
import { LogTable } from '../../src/model/logs/table/logTable.js';
import { RegexSandbox } from '../../src/model/logs/filter/regexSandbox.js';
import { LogView, type LogViewDeps } from '../../src/model/logs/view/logView.js';
import { searchWords } from './logFilter.js';

/** A view whose slices are as short as can be: between two of them `onBreath` is called. */
export function setUpView({
  capacity = 100_000,
  table = new LogTable({ capacity }),
  sandbox = new RegexSandbox(),
}: { capacity?: number; table?: LogTable; sandbox?: LogViewDeps['sandbox'] } = {}) {
  let notes: readonly LogNote[] = [];
  let now = 0;
  const hooks = { breaths: 0, onBreath: (): void => undefined, names: new Map<string, string>() };
  const view = new LogView({
    table,
    notes: () => notes,
    words: {
      ...searchWords,
      codeName: (device, code) => hooks.names.get(code) ?? searchWords.codeName(device, code),
    },
    // Each look at the clock takes up half a slice.
    now: () => (now += 3),
    sandbox,
    breathe: async () => {
      hooks.breaths++;
      hooks.onBreath();
      await Promise.resolve();
    },
  });
  return {
    table,
    view,
    hooks,
    setNotes: (all: readonly LogNote[]): void => {
      notes = all;
      view.notesChanged();
    },
  };
}

export function note(id: number, time: number, rest: Partial<LogNote> = {}): LogNote {
  return { id, time, kind: 'marker', canRead: false, ...rest };
}

/** Times of the rows; notes as their ids. */
export function shown(view: LogView): number[] {
  return view.window(0, view.total).map((item) => (item.kind === 'row' ? item.row.time : item.note.id));
}
