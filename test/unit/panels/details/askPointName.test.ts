import { beforeEach, expect, it } from 'vitest';
import { askPointName } from '../../../../src/panels/details/askPointName.js';
import { act, escape, type } from '../../../support/person.js';
import { workbench } from '../../../support/vscodeShim.js';

beforeEach(() => workbench.reset());

it('asks for a code and a name, and says what is wrong with either', async () => {
  const seen = act(
    type(''),
    type('no code'),
    type('../x'),
    type(' countdown_1 '),
    type('  '),
    type(' Timer '),
  );
  await expect(askPointName(new Map())).resolves.toEqual({ code: 'countdown_1', name: 'Timer' });
  expect(seen.map(({ problem }) => problem)).toEqual([
    undefined,
    'Enter a code.',
    'Use letters, digits and underscores, like countdown_1.',
    'Use letters, digits and underscores, like countdown_1.',
    undefined,
    'Enter a name.',
  ]);
});

it('begins with the name that is known', async () => {
  const seen = act(type('countdown_1'), type('Timer'), type('Delay'));
  const names = new Map([['countdown_1', { name: 'Timer', state: 'known' as const }]]);
  await expect(askPointName(names)).resolves.toEqual({ code: 'countdown_1', name: 'Delay' });
  expect(seen.map(({ value }) => value)).toEqual(['', 'Timer', 'Timer']);
});

it.each([[[escape]], [[type('countdown_1'), escape]]])('leaves it where the person does', async (moves) => {
  act(...moves);
  await expect(askPointName(new Map())).resolves.toBeUndefined();
});
