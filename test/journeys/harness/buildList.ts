import type { CloudProject } from './cloudProject.js';
import type { OpenWorkbench } from './openWorkbench.js';

/** What is picked or typed in one step. */
type Answer = { readonly pick: string | RegExp } | { readonly type: string };

/** Makes a list as a person does, step by step and its name at last, and waits until it is read. */
export async function buildList(
  { workbench }: OpenWorkbench,
  { tree }: CloudProject,
  name: string,
  answers: readonly Answer[],
): Promise<void> {
  const { quickInput } = workbench;
  await (await tree.menu(/^Bench,/)).choose('Show Devices Of…');
  for (const [index, answer] of [...answers, { type: name }].entries()) {
    await quickInput.shown(new RegExp(`\\(${index + 1}/`));
    if ('pick' in answer) await quickInput.pick(answer.pick);
    else await quickInput.answer(answer.type);
  }
  await quickInput.gone();
  await tree.row(new RegExp(`^${name}, list of devices, .*as of`)).waitFor();
}
