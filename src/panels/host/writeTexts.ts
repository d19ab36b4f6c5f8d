import { l10n } from 'vscode';
import { ProtectedError } from '../../model/devices/protection.js';
import type { UnknownResult, UnknownWhy, WriteResult } from '../../model/devices/writeResult.js';
import { sentences } from '../../platform/display/sentences.js';
import { describeProblem } from '../../platform/errorMessages/problemTexts.js';
import type { WriteDto } from '../../protocol/deviceParts.js';
import type { ProblemDto } from '../../protocol/problem.js';

/** Why nothing can be changed in a protected project. */
export function protectedText(): string {
  return l10n.t(
    'This project is protected: nothing in it can be changed. Use ‘Unprotect Project’ in the tree first.',
  );
}

/** That it isn't known whether a change was made, and why; and whether looks follow. */
export function unknownText({ why, later }: Pick<UnknownResult<unknown>, 'why' | 'later'>): string {
  return sentences([whyText(why), later && l10n.t('Checking again automatically…')]);
}

function whyText(why: UnknownWhy): string {
  switch (why) {
    case 'noRead':
      return l10n.t(
        'The connection broke, and no call of the cloud shows whether the change was made. Making it again does no harm.',
      );
    case 'lookFailed':
      return l10n.t(
        'The connection broke, and checking whether the change was made failed too. Check again when the cloud answers.',
      );
    case 'unclear':
      return l10n.t('The connection broke, and what the cloud shows fits both: done and not done.');
    case 'notYet':
      return l10n.t(
        'The connection broke, and the cloud doesn’t show the change so far. It may still be making it.',
      );
  }
}

/** How a change ended, in words. Everything that is thrown was thrown before anything was sent. */
export async function writeDto(write: () => Promise<WriteResult<unknown>>): Promise<WriteDto> {
  try {
    const result = await write();
    switch (result.outcome) {
      case 'done':
        return { outcome: 'done', byObservation: result.settledBy === 'look' };
      case 'notDone':
        return { outcome: 'notDone', problem: describeProblem(result.error) };
      case 'unknown':
        return {
          outcome: 'unknown',
          message: unknownText(result),
          isListed: result.lookAgain !== undefined,
        };
    }
  } catch (error) {
    return { outcome: 'notDone', problem: writeProblem(error) };
  }
}

/** Why a write failed; in a protected project, with what helps. */
export function writeProblem(error: unknown): ProblemDto {
  return error instanceof ProtectedError ? { what: protectedText() } : describeProblem(error);
}
