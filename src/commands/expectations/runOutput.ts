import * as vscode from 'vscode';
import type { Step } from '../../model/expectations/expectationFile.js';
import type { RunListener } from '../../model/expectations/expectationRun.js';
import type { RunReport, Sample, StepReport } from '../../model/expectations/stepReport.js';
import type { DeviceRef } from '../../model/projects/project.js';
import {
  notRestoredText,
  numbersText,
  restoredText,
  sampleText,
  stepTitle,
} from '../../platform/expectations/stepTexts.js';

/** Says in the Test Explorer what happens in a run: an item for each step, and a line for each round. */
export class RunOutput implements RunListener {
  constructor(
    private readonly run: vscode.TestRun,
    private readonly items: ReadonlyMap<string, vscode.TestItem>,
    private readonly nameOf: (ref: DeviceRef) => string,
    private readonly isOfSeveral: boolean,
  ) {}

  /** A line of the whole run. */
  line(text: string, item?: vscode.TestItem): void {
    this.run.appendOutput(`${text}\r\n`, undefined, item);
  }

  enqueue({ id }: Step): void {
    const item = this.items.get(id);
    if (item) this.run.enqueued(item);
  }

  onStart({ id }: Step): void {
    const item = this.items.get(id);
    if (item) this.run.started(item);
  }

  onSample(step: Step, sample: Sample): void {
    if (sample.kind !== 'waited')
      this.line(`${step.id} ${this.textOf(step, sample)}`, this.items.get(step.id));
  }

  onEnd(report: StepReport): void {
    const { step, outcome, ms } = report;
    const item = this.items.get(step.id);
    const numbers = numbersText(report);
    if (numbers !== '') this.line(`${step.id} ${stepTitle(step)}: ${numbers}`, item);
    if (!item) return;
    if (outcome === 'passed') this.run.passed(item, ms);
    else if (outcome === 'skipped') this.run.skipped(item);
    else this.run.failed(item, this.messages(report, numbers), ms);
  }

  end({ restored, notRestored }: RunReport): void {
    for (const each of restored) this.line(restoredText(each, this.nameOf(each.ref)));
    for (const { ref, code } of notRestored) this.line(notRestoredText(code, this.nameOf(ref)));
  }

  private messages({ step, samples }: StepReport, numbers: string): vscode.TestMessage[] {
    const bad = samples.filter(({ kind }) => kind !== 'met' && kind !== 'sent' && kind !== 'waited');
    const texts = [...bad.slice(0, messagesAtMost).map((sample) => this.textOf(step, sample)), numbers];
    const text = texts.filter(Boolean).join('\n');
    return text === '' ? [] : [new vscode.TestMessage(text)];
  }

  private textOf(step: Step, sample: Sample): string {
    const name = this.isOfSeveral && sample.ref ? this.nameOf(sample.ref) : undefined;
    return sampleText(step, sample, name);
  }
}

const messagesAtMost = 20;
