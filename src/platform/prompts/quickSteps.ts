import * as vscode from 'vscode';
import { DisposableStore } from '../../base/lifecycle.js';

/** What all steps of a series share. */
export interface StepFrame {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly canGoBack?: boolean;
}

/** Where a person is: steps of one part, such as a choice and what is typed for its last row, count as one. */
export function countStep<Step>(
  steps: readonly Step[],
  step: Step,
  partOf: (step: Step) => Step,
): Omit<StepFrame, 'title'> {
  const parts = [...new Set(steps.map(partOf))];
  return {
    step: parts.indexOf(partOf(step)) + 1,
    totalSteps: parts.length,
    canGoBack: steps.indexOf(step) > 0,
  };
}

export interface PickChoice<V> {
  readonly label: string;
  readonly description?: string;
  readonly value: V;
}

export interface PickStep<V> {
  readonly placeholder: string;
  readonly choices: readonly PickChoice<V>[];
  readonly chosen: V | undefined;
  /** Why the choice made before can't stand. */
  readonly problem: string | undefined;
}

export interface TextStep {
  readonly placeholder: string;
  readonly prompt: string;
  readonly value: string;
  readonly password?: boolean;
  readonly toggle?: StepToggle;
  /** Why the value typed before can't stand; shown until it is changed. */
  readonly problem: string | undefined;
  /** Why this value can't stand. */
  check(value: string): string | undefined;
}

/** A button beside the title that stands for a choice about what is typed. */
export interface StepToggle {
  readonly on: boolean;
  /** Names of icons. */
  readonly icons: { readonly on: string; readonly off: string };
  readonly tooltips: { readonly on: string; readonly off: string };
  /** Answers with the prompt from now on. */
  changed(on: boolean): string;
}

/** `left` keeps what was typed when a person goes back. */
export type StepAnswer<V> =
  | { readonly kind: 'next'; readonly value: V }
  | { readonly kind: 'back'; readonly value: V | undefined }
  | { readonly kind: 'cancelled' };

export function askPick<V>(frame: StepFrame, step: PickStep<V>): Promise<StepAnswer<V>> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: V }>();
  pick.items = step.choices.map((choice) => ({ ...choice }));
  const chosen = pick.items.filter(({ value }) => value === step.chosen);
  // Setting none would leave Enter without a row.
  if (chosen.length > 0) pick.activeItems = chosen;
  pick.placeholder = step.placeholder;
  pick.matchOnDescription = true;
  if (step.problem !== undefined) pick.prompt = step.problem;
  return run(pick, frame, (answer, store) => {
    store.add(
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item) answer({ kind: 'next', value: item.value });
      }),
    );
    return () => pick.activeItems[0]?.value;
  });
}

export function askText(frame: StepFrame, step: TextStep): Promise<StepAnswer<string>> {
  const box = vscode.window.createInputBox();
  box.value = step.value;
  box.placeholder = step.placeholder;
  box.prompt = step.prompt;
  box.password = step.password ?? false;
  box.validationMessage = step.problem;
  return run(box, frame, (answer, store) => {
    if (step.toggle) store.add(showToggle(box, step.toggle));
    store.add(box.onDidChangeValue(() => (box.validationMessage = undefined)));
    store.add(
      box.onDidAccept(() => {
        const value = box.value.trim();
        const problem = step.check(value);
        if (problem === undefined) answer({ kind: 'next', value });
        else box.validationMessage = problem;
      }),
    );
    return () => box.value;
  });
}

function showToggle(box: vscode.InputBox, toggle: StepToggle): vscode.Disposable {
  const { buttons } = box;
  let { on } = toggle;
  let shown: vscode.QuickInputButton | undefined;
  const show = (): void => {
    const state = on ? 'on' : 'off';
    shown = { iconPath: new vscode.ThemeIcon(toggle.icons[state]), tooltip: toggle.tooltips[state] };
    box.buttons = [...buttons, shown];
  };
  show();
  return box.onDidTriggerButton((button) => {
    if (button !== shown) return;
    on = !on;
    box.prompt = toggle.changed(on);
    box.validationMessage = undefined;
    show();
  });
}

function run<V>(
  input: vscode.QuickInput & { buttons: readonly vscode.QuickInputButton[] } & {
    readonly onDidTriggerButton: vscode.Event<vscode.QuickInputButton>;
  },
  { canGoBack = false, ...frame }: StepFrame,
  listen: (answer: (answer: StepAnswer<V>) => void, store: DisposableStore) => () => V | undefined,
): Promise<StepAnswer<V>> {
  Object.assign(input, { ...frame, ignoreFocusOut: true });
  input.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
  const store = new DisposableStore();
  return new Promise<StepAnswer<V>>((resolve) => {
    const left = listen(resolve, store);
    store.add(
      input.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) resolve({ kind: 'back', value: left() });
      }),
    );
    store.add(input.onDidHide(() => resolve({ kind: 'cancelled' })));
    input.show();
  }).finally(() => {
    store.dispose();
    input.dispose();
  });
}
