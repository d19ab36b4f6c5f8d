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
  await (await tree.menu(/^Bench,/)).choose('New Device List…');
  await quickInput.shown(/New Device List \(1\/4\)/);
  for (const answer of answers) {
    await quickInput.toNext(() =>
      'pick' in answer ? quickInput.pick(answer.pick) : quickInput.answer(answer.type),
    );
  }
  await quickInput.answer(name);
  await quickInput.gone();
  await tree.row(new RegExp(`^${name}, list of devices, .*as of`)).waitFor();
}
