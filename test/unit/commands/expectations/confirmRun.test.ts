import { beforeEach, describe, expect, it } from 'vitest';
import { confirmRun } from '../../../../src/commands/expectations/confirmRun.js';
import { planOf } from '../../../../src/model/expectations/runPlan.js';
import { fileOf } from '../../../support/expectationSetup.js';
import { workbench } from '../../../support/vscodeShim.js';

const steps = `restore: true
steps:
- repeat: 20
  steps:
  - { send: switch_1, values: [true, false] }
  - { expect: switch_1 }
`;

async function ask(devices: number, lines = steps): Promise<boolean> {
  const refs = Array.from({ length: devices }, (_, index) => ({ projectId: 'p', deviceId: `id${index}` }));
  return confirmRun({
    file: 'a.tuya.yaml',
    project: 'Lab',
    plan: planOf(fileOf(lines), new Map([['it', devices]])),
    devices: new Map([['it', refs]]),
    nameOf: ({ deviceId }) => `Lamp ${deviceId}`,
  });
}

describe('the question before a run', () => {
  beforeEach(() => workbench.reset());

  it('names project, devices, values, counts and calls; only its button is a yes', async () => {
    expect(await ask(1)).toBe(false);
    const text = workbench.questions[0]?.detail;
    for (const part of [
      ...['Lab', 'it: Lamp id0 (id0)', 'switch_1 = true | false · 20 times'],
      ...['21 commands', 'calls', 'sent back'],
    ])
      expect(text).toContain(part);
    workbench.answerTo = () => 'Run';
    expect(await ask(1)).toBe(true);
  });

  it.each([
    ['3', true],
    ['2', false],
    ['', false],
  ])('has the number of several devices typed: %j', async (typed, answer) => {
    workbench.answerTo = () => 'Run';
    workbench.onInput = (input) => {
      input.value = typed;
      if (typed === '2') input.hide();
      else input.accept();
    };
    expect(await ask(3)).toBe(answer);
  });

  it('asks for no number where nothing is sent', async () => {
    workbench.answerTo = () => 'Run';
    expect(await ask(3, 'steps: [{ expect: switch_1, any: true }]')).toBe(true);
    expect(workbench.inputs).toEqual([]);
  });
});
