import * as vscode from 'vscode';
import type { Core } from '../../app/core.js';
import { isAbortError } from '../../base/errors.js';
import { DisposableStore } from '../../base/lifecycle.js';
import { conclude, isGood } from '../../model/setup/conclusion.js';
import type { BareKeys, Center, CenterAnswer } from '../../model/setup/dataCenterFinder.js';
import { centerName } from '../../platform/display/centerNames.js';
import {
  consolePageLabel,
  consolePageOf,
  openConsolePage,
  type ConsolePage,
} from '../../platform/errorMessages/consolePages.js';
import { describeProblem, problemText } from '../../platform/errorMessages/problemTexts.js';
import type { StepFrame } from '../../platform/prompts/quickSteps.js';
import { verdictIcons, verdictText } from './verdictTexts.js';

export type FindAnswer =
  | { readonly kind: 'found'; readonly answer: CenterAnswer }
  /** To the step where that is typed. */
  | { readonly kind: 'change'; readonly what: 'accessId' | 'center' }
  | { readonly kind: 'back' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: unknown };

interface Row extends vscode.QuickPickItem {
  readonly answer?: CenterAnswer;
  readonly instead?: 'again' | 'accessId' | 'center';
  readonly page?: ConsolePage;
}

/**
 * Asks all data centers at once and shows what each said so far. One that holds devices is taken by itself, of several
 * the person chooses one, and where none is surely right it says why. Leaving it cancels what is under way.
 */
export function findCenter(
  frame: StepFrame,
  { finder }: Pick<Core, 'finder'>,
  keys: BareKeys,
): Promise<FindAnswer> {
  const pick = vscode.window.createQuickPick<Row>();
  const store = new DisposableStore();
  let controller = new AbortController();
  const { title, step, totalSteps } = frame;
  Object.assign(pick, {
    title,
    step,
    totalSteps,
    ignoreFocusOut: true,
    buttons: [vscode.QuickInputButtons.Back],
  });
  return new Promise<FindAnswer>((resolve) => {
    const search = async (): Promise<void> => {
      controller = new AbortController();
      const { signal } = controller;
      const answers = new Map<Center, CenterAnswer>();
      const draw = (): void => {
        const rows = finder.centers.map((center) => rowOf(center, answers.get(center)));
        pick.items = rows;
        // Enter takes one with devices at once. One without is rarely right while others may still have them.
        pick.activeItems = rows.filter(({ answer }) => answer?.verdict.kind === 'holds').slice(0, 1);
      };
      pick.busy = true;
      // What an earlier search failed for says nothing about this one.
      pick.prompt = undefined;
      pick.placeholder = vscode.l10n.t('Asking all {0} data centers…', finder.centers.length);
      draw();
      const all = await finder.find(keys, signal, (answer) => {
        answers.set(answer.center, answer);
        draw();
      });
      pick.busy = false;
      const conclusion = conclude(all);
      if (conclusion.kind === 'one') return resolve({ kind: 'found', answer: conclusion.answer });
      if (conclusion.kind === 'several') {
        pick.placeholder = vscode.l10n.t('Several data centers accept these keys. Choose one.');
        pick.items = conclusion.answers.map((answer) => rowOf(answer.center, answer));
        return undefined;
      }
      const { center, verdict } = conclusion.telling;
      pick.prompt = `${centerName(center.name)}: ${problemText(describeProblem(verdict.error))}`;
      const page = consolePageOf(verdict.error.remedy);
      const rows = all.map((answer) => rowOf(answer.center, answer));
      if (conclusion.kind === 'unsure') {
        pick.placeholder = vscode.l10n.t('No device was found, but not every data center answered clearly.');
        // First what takes nothing: a data center without devices is to be chosen with care.
        pick.items = [...waysOut(page, 'again'), ...rows];
      } else {
        pick.placeholder = vscode.l10n.t('No data center can be used with these keys.');
        pick.items = [...waysOut(page, 'accessId'), ...rows];
      }
      return undefined;
    };
    const start = (): void => {
      search().catch((error: unknown) => {
        if (!isAbortError(error)) resolve({ kind: 'failed', error });
      });
    };
    store.add(
      pick.onDidAccept(() => {
        const [row] = pick.selectedItems;
        if (row?.page) void openConsolePage(row.page);
        else if (row?.instead === 'again') start();
        else if (row?.instead) resolve({ kind: 'change', what: row.instead });
        // One that has answered well may be taken before the others have answered.
        else if (row?.answer && isGood(row.answer)) resolve({ kind: 'found', answer: row.answer });
      }),
    );
    store.add(pick.onDidTriggerButton(() => resolve({ kind: 'back' })));
    store.add(pick.onDidHide(() => resolve({ kind: 'cancelled' })));
    pick.show();
    start();
  }).finally(() => {
    controller.abort();
    store.dispose();
    pick.dispose();
  });
}

function rowOf(center: Center, answer: CenterAnswer | undefined): Row {
  const { host } = new URL(center.endpoint);
  if (!answer) {
    const detail = vscode.l10n.t('asking…');
    return { label: `$(loading~spin) ${centerName(center.name)}`, description: host, detail };
  }
  const { verdict } = answer;
  const label = `$(${verdictIcons[verdict.kind]}) ${centerName(center.name)}`;
  return { label, description: host, detail: verdictText(verdict), answer };
}

function waysOut(page: ConsolePage | undefined, first: 'again' | 'accessId'): readonly Row[] {
  const again: Row = { label: vscode.l10n.t('Try Again'), instead: 'again' };
  const correct: Row = {
    label: vscode.l10n.t('Correct the Access ID or the Access Secret'),
    instead: 'accessId',
  };
  return [
    ...(first === 'again' ? [again] : []),
    ...(page ? [{ label: consolePageLabel(page), page }] : []),
    correct,
    ...(first === 'again' ? [] : [again]),
    { label: vscode.l10n.t('Choose the Data Center Myself'), instead: 'center' },
    { label: vscode.l10n.t('Answers of the data centers'), kind: vscode.QuickPickItemKind.Separator },
  ];
}
