import { describe, expect, it } from 'vitest';
import { conclude } from '../../../../src/model/setup/conclusion.js';
import type { CenterAnswer } from '../../../../src/model/setup/dataCenterFinder.js';
import { verdictOf, type Verdict, type VerdictKind } from '../../../../src/model/setup/verdict.js';
import { MemoryTokens } from '../../../../src/model/projects/tokenVault.js';
import { codeTable } from '../../../../src/tuya/errors/codeTable.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import { eightAnswers } from '../../../support/testDataCenters.js';

function refusal(code: number, operation: 'token' | 'devices.list' = 'devices.list'): Verdict {
  const row = codeTable.get(code);
  if (!row) throw new Error(`${code} is not in the table.`);
  return verdictOf(new TuyaError(row.reason, { operation, message: '', remedy: row.remedy, code, tid: 't' }));
}

function verdict(kind: VerdictKind): Verdict {
  switch (kind) {
    case 'holds':
      return { kind, devices: 3, orMore: false };
    case 'empty':
      return { kind };
    case 'unreachable':
      return verdictOf(new TuyaError('network', { operation: 'token', message: '', remedy: 'checkNetwork' }));
    case 'wrongKeys':
      return refusal(1004, 'token');
    case 'suspended':
      return refusal(28841107);
    case 'notAuthorised':
      return refusal(28841101);
    case 'ipNotAllowed':
      return refusal(1114, 'token');
    case 'unclear':
      return refusal(500);
  }
}

const answer = (one: Verdict, at = 0): CenterAnswer => ({
  center: { name: `center ${at}`, endpoint: `http://127.0.0.1:${at}` },
  verdict: one,
  tokens: new MemoryTokens(),
});

/** Every way to give seven data centers one of eight answers, the order aside: 3,432. */
function arrangements(length: number, from = 0): (readonly VerdictKind[])[] {
  if (length === 0) return [[]];
  return eightAnswers.flatMap((kind, at) =>
    at < from ? [] : arrangements(length - 1, at).map((rest) => [kind, ...rest]),
  );
}

const telling: readonly VerdictKind[] = [
  'notAuthorised',
  'ipNotAllowed',
  'suspended',
  'wrongKeys',
  'unclear',
  'unreachable',
];

function expected(kinds: readonly VerdictKind[]): readonly [string, VerdictKind, number] {
  const unsure = telling.find((kind) => kinds.includes(kind) && kind !== 'wrongKeys' && kind !== 'suspended');
  for (const good of ['holds', 'empty'] as const) {
    const count = kinds.filter((kind) => kind === good).length;
    if (count > 0 && good === 'empty' && unsure) return ['unsure', unsure, 1];
    if (count > 0) return [count === 1 ? 'one' : 'several', good, count];
  }
  return ['none', telling.find((kind) => kinds.includes(kind)) ?? 'unclear', 1];
}

describe('what all answers together mean', () => {
  it('is right in every arrangement, forwards, backwards and turned', () => {
    const all = arrangements(7);
    expect(all).toHaveLength(3432);
    for (const kinds of all) {
      const orders = [kinds, kinds.toReversed(), [...kinds.slice(3), ...kinds.slice(0, 3)]];
      for (const order of orders) {
        const conclusion = conclude(order.map((kind, at) => answer(verdict(kind), at)));
        const answers =
          conclusion.kind === 'several'
            ? conclusion.answers
            : [conclusion.kind === 'one' ? conclusion.answer : conclusion.telling];
        const [first] = answers;
        expect([conclusion.kind, first?.verdict.kind, answers.length], order.join()).toEqual(expected(kinds));
      }
    }
  });

  it.each(['unreachable', 'unclear', 'notAuthorised', 'ipNotAllowed'] as const)(
    'takes none without devices by itself beside one that is %s',
    (kind) => {
      const one = conclude([answer(verdict('empty')), answer(verdict('wrongKeys')), answer(verdict(kind))]);
      expect(one).toMatchObject({ kind: 'unsure', telling: { verdict: { kind } } });
    },
  );

  it('puts most devices first', () => {
    const counts = [2, 900, 0, 14];
    const answers = counts.map((devices, at) =>
      answer(devices === 0 ? { kind: 'empty' } : { kind: 'holds', devices, orMore: false }, at),
    );
    const conclusion = conclude(answers);
    expect(conclusion.kind === 'several' && conclusion.answers.map(({ verdict: one }) => one)).toEqual(
      [900, 14, 2].map((devices) => ({ kind: 'holds', devices, orMore: false })),
    );
  });

  it.each([
    // The one that knows the keys tells more than six that don't.
    [28841004, 1004],
    [1013, 1004],
    [28841105, 1106],
    [1106, 28841107],
    [28841107, 1004],
    [1004, 500],
  ])('explains by %i rather than by %i', (more, less) => {
    for (const codes of [
      [more, less],
      [less, more],
    ]) {
      const conclusion = conclude(codes.map((code, at) => answer(refusal(code), at)));
      expect(conclusion).toMatchObject({ kind: 'none', telling: { verdict: { error: { code: more } } } });
    }
  });
});

describe('the verdict on a failure', () => {
  const kindOf = (code: number): VerdictKind => refusal(code).kind;

  it.each([...codeTable.keys()])('%i has one', (code) => {
    expect(eightAnswers).toContain(kindOf(code));
    expect(['holds', 'empty']).not.toContain(kindOf(code));
  });

  it.each([
    [1001, 'wrongKeys'],
    [1005, 'wrongKeys'],
    [1106, 'notAuthorised'],
    [1114, 'ipNotAllowed'],
    [28841001, 'notAuthorised'],
    [28841106, 'notAuthorised'],
    [28841107, 'suspended'],
    [28841004, 'unclear'],
    [1013, 'unclear'],
    [500, 'unclear'],
  ] as const)('of %i is %s', (code, kind) => {
    expect(kindOf(code)).toBe(kind);
  });

  it('knows the access from abroad that is refused with the token', () => {
    const abroad = new TuyaError('dataCenter', {
      operation: 'token',
      message: '',
      remedy: 'switchDataCenter',
      code: 2007,
    });
    expect(verdictOf(abroad).kind).toBe('ipNotAllowed');
  });

  it('names the group of the call that was refused', () => {
    expect(refusal(28841101, 'token')).toMatchObject({ apiGroup: 'Authorization Token Management' });
    expect(refusal(28841101)).toMatchObject({ apiGroup: 'Smart Home Basic Service' });
  });
});
