import { afterEach, describe, expect, it } from 'vitest';
import type { SentCommand, Verdict } from '../../../../src/model/sending/sentCommand.js';
import { commandText } from '../../../../src/platform/errorMessages/sendTexts.js';
import { meaningOf } from '../../../../src/tuya/errors/codeTable.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import { readWords } from '../../../support/languages.js';
import { workbench } from '../../../support/vscodeShim.js';

const chinese = await readWords('l10n/bundle.l10n.zh-cn.json');
afterEach(() => (workbench.words = {}));

function refusedBy(code: number): string {
  const { reason, remedy } = meaningOf(code, '', 'commands.send');
  const problem = new TuyaError(reason, { operation: 'commands.send', message: 'raw words', remedy, code });
  return textOf({ kind: reason === 'offline' ? 'offline' : 'refused', problem });
}

function textOf(verdict: Verdict): string {
  const ref = { projectId: 'p', deviceId: 'd' };
  const command: SentCommand = {
    ...{ id: 1, key: 'k', ref, code: 'temp', value: 21, at: 0, hadValue: false, state: 'ended', verdict },
  };
  return commandText(command, String);
}

describe('what refused a command', () => {
  it.each([
    [501, /no permission for this device/, /没有.*此设备.*权限/],
    [1104, /isn’t of the data point’s type, or is outside its range/, /类型|范围/],
    [1106, /no permission for this device, user or API/, /权限/],
    [1109, /can’t read the command/, /指令/],
    [2001, /it is offline/, /离线/],
    [2003, /doesn’t take this data point/, /不接受此数据点/],
    [2008, /doesn’t take this data point/, /不接受此数据点/],
    [60001001, /A trial has room for ten/, /十台设备/],
  ])('is told in words where it is %i, in English and in Chinese', (code, english, words) => {
    const text = refusedBy(code);
    expect(text).toMatch(english);
    expect(text).not.toContain('raw words');
    if (code !== 2001) expect(text).toContain(`(code ${code})`);
    workbench.words = chinese;
    const translated = refusedBy(code);
    expect(translated).toMatch(words);
    expect(translated).not.toMatch(/[a-z]{4,} [a-z]{2,} /);
  });
});

it('each verdict has words of its own in both languages', () => {
  const report = { value: 21, ms: 420, at: 1 };
  const problem = new Error('raw words');
  const verdicts: readonly Verdict[] = [
    ...([
      { kind: 'applied', report },
      { kind: 'appliedOther', report },
    ] as const),
    ...([
      { kind: 'noReport', waitedMs: 15_000 },
      { kind: 'same', waitedMs: 2_000 },
    ] as const),
    ...(['unseen', 'offline', 'refused', 'unknown'] as const).map((kind) => ({ kind, problem })),
  ];
  for (const language of [{}, chinese]) {
    workbench.words = language;
    const texts = verdicts.map(textOf);
    expect(new Set(texts).size).toBe(verdicts.length);
    expect(texts.join()).not.toContain('raw words');
    expect(texts.every((text) => /\p{Script=Han}/u.test(text))).toBe(language === chinese);
  }
});
