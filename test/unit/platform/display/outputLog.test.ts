import { beforeEach, describe, expect, it } from 'vitest';
import { OutputLog } from '../../../../src/platform/display/outputLog.js';
import { workbench } from '../../../support/vscodeShim.js';

beforeEach(() => workbench.reset());

describe('the log channel', () => {
  it('is made with its first line, and shows facts as plain text', () => {
    const log = new OutputLog();
    expect(workbench.channels).toBe(0);
    log
      .child('cloud')
      .child('token')
      .log('info', 'devices.list', { ms: 5, tid: 'a\u001b[31mb', code: undefined });
    expect(workbench.channels).toBe(1);
    expect(workbench.log).toEqual(['info [cloud.token] devices.list ms=5 tid=a[31mb']);
  });

  it.each([
    [0, []],
    [1, ['debug', 'info', 'error']],
    [3, ['info', 'error']],
    [5, ['error']],
  ])('takes what people chose to see: level %i', (chosen, expected) => {
    const log = new OutputLog().child('cloud');
    log.log('error', 'first');
    workbench.logLevel = chosen;
    workbench.log.length = 0;
    const levels = ['debug', 'info', 'error'] as const;
    for (const level of levels) log.log(level, 'line');
    expect(workbench.log).toEqual(expected.map((level) => `${level} [cloud] line`));
    expect(levels.filter((level) => log.takes?.(level))).toEqual(expected);
  });

  it('takes nothing more once it is disposed, and opens no other', () => {
    const log = new OutputLog();
    log.dispose();
    log.child('cloud').log('warn', 'aborted');
    expect({ channels: workbench.channels, lines: workbench.log }).toEqual({ channels: 0, lines: [] });
  });
});
