import type { CenterAnswer } from './dataCenterFinder.js';
import type { FailedVerdict } from './verdict.js';

type FailedAnswer = CenterAnswer & { readonly verdict: FailedVerdict };

/** What all answers together mean. */
export type Conclusion =
  | { readonly kind: 'one'; readonly answer: CenterAnswer }
  /** Most devices first. */
  | { readonly kind: 'several'; readonly answers: readonly CenterAnswer[] }
  /** One or more without devices, and others that may have them: with the failure that says most about those. */
  | { readonly kind: 'unsure'; readonly telling: FailedAnswer }
  /** With the failure that says most, whatever the others said. */
  | { readonly kind: 'none'; readonly telling: FailedAnswer };

/**
 * One good answer is taken, several are offered, none is explained. A data center without devices is good only where
 * it is certain that no other has any: a wrong one may accept the keys and show an empty project.
 */
export function conclude(answers: readonly CenterAnswer[]): Conclusion {
  const holding = answers
    .filter(({ verdict }) => verdict.kind === 'holds')
    .sort((a, b) => devicesOf(b) - devicesOf(a));
  const good = holding.length > 0 ? holding : answers.filter(({ verdict }) => verdict.kind === 'empty');
  const [first, second] = good;
  const failed = answers.filter(isFailed).sort((a, b) => weightOf(b.verdict) - weightOf(a.verdict));
  const unsure = holding.length > 0 ? undefined : failed.find(mayHoldDevices);
  if (first && unsure) return { kind: 'unsure', telling: unsure };
  if (first) return second ? { kind: 'several', answers: good } : { kind: 'one', answer: first };
  const [telling] = failed;
  if (!telling) throw new Error('No data center was asked.');
  return { kind: 'none', telling };
}

export function isGood({ verdict }: CenterAnswer): boolean {
  return verdict.kind === 'holds' || verdict.kind === 'empty';
}

function isFailed(answer: CenterAnswer): answer is FailedAnswer {
  return !isGood(answer);
}

/** Only "not your keys" and "not enabled for you" say that the project isn't there. */
function mayHoldDevices({ verdict }: FailedAnswer): boolean {
  return verdict.kind !== 'wrongKeys' && verdict.kind !== 'suspended';
}

function devicesOf({ verdict }: CenterAnswer): number {
  return verdict.kind === 'holds' ? verdict.devices : 0;
}

/**
 * How much a failure tells. Keys that got as far as a missing authorisation are right, and this is their data center;
 * six data centers that don't know the keys say nothing against that.
 */
function weightOf({ kind, error }: FailedVerdict): number {
  switch (kind) {
    case 'notAuthorised':
      // A plain "no permission" also comes from data centers that merely don't know the project.
      return error.reason === 'subscription' ? 7 : 5;
    case 'unclear':
      // The keys are known there; this computer's clock is wrong everywhere.
      return error.reason === 'quota' || error.reason === 'clock' ? 8 : 2;
    case 'ipNotAllowed':
      return 6;
    case 'suspended':
      return 4;
    case 'wrongKeys':
      return 3;
    case 'unreachable':
      return 1;
  }
}
