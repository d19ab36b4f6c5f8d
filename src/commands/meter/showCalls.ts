import * as vscode from 'vscode';
import { Coalescer } from '../../base/coalescer.js';
import { DisposableStore } from '../../base/lifecycle.js';
import type { Core } from '../../app/core.js';
import type { CommandDeps } from '../commandDeps.js';
import { callsText } from './callsText.js';

/** A document that is looked at is renewed at most so often. */
const renewEveryMs = 1_000;

/** Shows the calls of all projects, by operation and by day; the document follows while it is open. */
export class CallsReport {
  private following: DisposableStore | undefined;

  constructor(private readonly deps: Pick<CommandDeps, 'core' | 'showDocument'>) {}

  async show(): Promise<void> {
    const core = await this.deps.core.get();
    await core.meter.flush();
    const replace = await this.deps.showDocument(vscode.l10n.t('Tuya calls.md'), textOf(core), {
      rendered: true,
      single: true,
    });
    this.following?.dispose();
    const following = (this.following = new DisposableStore());
    const renewal = following.add(
      new Coalescer<void>(renewEveryMs, () => {
        if (!replace(textOf(core))) following.dispose();
      }),
    );
    following.add(core.budget.onDidChange(() => renewal.add()));
  }
}

function textOf({ projects, meter, budget, clock }: Core): string {
  return callsText(
    projects.list().map((project) => ({
      project,
      state: budget.state(project.id),
      usage: meter.usage(project.id),
    })),
    clock.now(),
  );
}
