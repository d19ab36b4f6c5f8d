import { workbench, type FakeInput } from './vscodeShim.js';

/** What a person does at one prompt. */
export type Move = (input: FakeInput) => unknown;

export const type =
  (text: string): Move =>
  (input) =>
    input.type(text);
export const enter: Move = (input) => input.accept();
export const choose =
  (label: string): Move =>
  (input) =>
    input.choose(label);
export const back: Move = (input) => input.back();
export const escape: Move = (input) => input.hide();

/** What a prompt showed when the person came to it. */
export interface Seen {
  readonly title: string;
  readonly step: string;
  readonly placeholder: string;
  readonly value: string;
  readonly password: boolean;
  readonly problem: string | undefined;
}

/** Goes through prompts move by move, and leaves with Escape when the moves have run out. */
export function act(...moves: Move[]): Seen[] {
  const seen: Seen[] = [];
  const left = [...moves];
  workbench.onInput = (input) => {
    seen.push({
      title: input.title,
      step: `${input.step}/${input.totalSteps}`,
      placeholder: input.placeholder,
      value: input.value,
      password: input.password,
      problem: input.validationMessage ?? (input.items.length > 0 ? input.prompt : undefined),
    });
    void (left.shift() ?? escape)(input);
  };
  return seen;
}
