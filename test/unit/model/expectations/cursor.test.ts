import { describe, expect, it } from 'vitest';
import { cursorAt } from '../../../../src/model/expectations/cursor.js';

/** Where the `|` stands. */
function at(text: string) {
  const lines = text.split('\n');
  const line = lines.findIndex((each) => each.includes('|'));
  const column = lines[line]?.indexOf('|') ?? 0;
  const { block, key, keys, kind } = cursorAt(
    lines.map((each) => each.replace('|', '')),
    line,
    column,
  );
  return [block, key, [...keys.keys()].toSorted().join(), kind];
}

describe('where the cursor stands', () => {
  it.each([
    ['|', ['file', undefined, '', undefined]],
    ['devices:\n  a: { id: x }\n|', ['file', undefined, 'devices', undefined]],
    ['restore: |\nsteps:', ['file', 'restore', 'restore,steps', undefined]],
    ['devices:\n  |', ['devices', undefined, '', undefined]],
    ['devices:\n  a:\n    |', ['device', undefined, '', undefined]],
    ['devices:\n  a: { | }', ['device', undefined, '', undefined]],
    ['devices:\n  a: { id: x, n| }', ['device', undefined, 'id', undefined]],
    ['devices:\n  a: { id: | }', ['device', 'id', 'id', undefined]],
    ['steps:\n  - |', ['step', undefined, '', undefined]],
    ['steps:\n- |', ['step', undefined, '', undefined]],
    ['steps:\n  - send: x\n    |', ['step', undefined, 'send', 'send']],
    ['steps:\n- send: x\n  |\n- wait: 1', ['step', undefined, 'send', 'send']],
    ['steps:\n  - send: |', ['step', 'send', 'send', 'send']],
    ['steps:\n  - |\n    expect: x\n    is: 1', ['step', undefined, 'expect,is', 'expect']],
    ['steps:\n  - { expect: x, | }', ['step', undefined, 'expect', 'expect']],
    ['steps:\n  - { expect: x, is: | }', ['step', 'is', 'expect,is', 'expect']],
    ['steps:\n  - repeat: 2\n    steps:\n      - |', ['step', undefined, '', undefined]],
    [
      'steps:\n  - repeat: 2\n    steps:\n    - wait: 1\n    |',
      ['step', undefined, 'repeat,steps', 'repeat'],
    ],
    ['steps:\n  - send:\n      |', ['points', undefined, '', undefined]],
    ['steps:\n  - send: { a: | }', ['points', 'a', 'a', undefined]],
    ['steps:\n  - wait: 1\n\n  # note\n  - |', ['step', undefined, '', undefined]],
  ])('%j', (text, expected) => {
    expect(at(text)).toEqual(expected);
  });

  it.each(['a', 'a: {', 'a: "', 'a: { "b', 'a: { b: 1, "b', 'a: { b', '- a: x'])(
    'is found in steps that grow with the line: %j before many blanks',
    (start) => {
      const stepsOf = (blanks: number): number => {
        const line = `${start}${' '.repeat(blanks)}x`;
        const began = process.cpuUsage().user;
        cursorAt([line], 0, line.length);
        return process.cpuUsage().user - began;
      };
      // What goes over a blank once for each other one takes seconds here.
      expect(stepsOf(30_000)).toBeLessThan(500_000);
    },
  );
});
