import { describe, expect, it } from 'vitest';
import { readDuration } from '../../../../src/model/expectations/durations.js';
import { readExpectations } from '../../../../src/model/expectations/readExpectations.js';

const device = 'devices: { lamp: { id: abc } }\n';
const steps = 'steps: [{ wait: 1 }]\n';

/** `reason@line:column` of each problem, counted from 1 as people do. */
function problems(text: string): readonly string[] {
  return readExpectations(text).problems.map(
    ({ reason, place, name }) =>
      `${reason}${name === undefined ? '' : ` ${name}`}@${place.line + 1}:${place.column + 1}`,
  );
}

describe('a file of expectations', () => {
  it('is read with what it leaves out', () => {
    const { file } = readExpectations(`
project: Lab
devices:
  lamp: { name: Desk lamp }
  plugs: { product: keyabc, atMost: 3 }
restore: true
pause: 100ms
within: 20s
steps:
  - title: On
    device: lamp
    send: switch_led
    value: true
  - { device: lamp, expect: switch_led }
  - repeat: 5
    pause: 1s
    steps:
      - { device: plugs, send: { switch_1: true, countdown_1: 60 } }
      - { device: plugs, expect: cur_power, above: 2.5, within: 1min, pace: 2s, mayMiss: 1, p95: 5s }
      - wait: 1.5 s
`);
    expect(file).toMatchObject({
      project: 'Lab',
      restore: true,
      pauseMs: 100,
      devices: [
        { key: 'lamp', by: 'name', text: 'Desk lamp' },
        { key: 'plugs', by: 'product', text: 'keyabc', atMost: 3 },
      ],
      steps: [
        {
          id: '1',
          title: 'On',
          kind: 'send',
          device: 'lamp',
          points: [{ code: 'switch_led', values: [true] }],
        },
        {
          id: '2',
          kind: 'expect',
          comparison: { isSent: true },
          withinMs: 20_000,
          paceMs: 2_000,
          mayMiss: 0,
        },
        {
          id: '3',
          times: 5,
          pauseMs: 1_000,
          steps: [
            {
              id: '3.1',
              points: [
                { code: 'switch_1', values: [true] },
                { code: 'countdown_1', values: [60] },
              ],
            },
            {
              id: '3.2',
              comparison: { above: 2.5 },
              withinMs: 60_000,
              paceMs: 2_000,
              mayMiss: 1,
              p95Ms: 5_000,
            },
            { id: '3.3', kind: 'wait', ms: 1_500 },
          ],
        },
      ],
    });
  });

  it.each([
    ['nothing', '', 'notAMap@1:1'],
    ['a list', '- a', 'notAMap@1:1'],
    ['no devices', steps, 'missing devices@1:1'],
    ['a key that isn’t known', `${device}${steps}endpoint: x\n`, 'unknownKey endpoint@3:1'],
    ['a key twice', `${device}${steps}restore: true\nrestore: false\n`, 'duplicateKey restore@4:1'],
    ['a device that is named twice', `devices: { a: { id: x, name: y } }\n${steps}`, 'oneDeviceKey@1:12'],
    ['a device without a name', `devices: { a: {} }\n${steps}`, 'oneDeviceKey@1:12'],
    ['an id that is a number', `devices: { a: { id: 12 } }\n${steps}`, 'notAText id@1:21'],
    ['a step of two kinds', `${device}steps:\n  - { wait: 1, repeat: 2 }\n`, 'oneStepKind@3:5'],
    ['a word for a switch', `${device}restore: yes\n${steps}`, 'notTrueOrFalse restore@2:10'],
    ['a time without a unit that is known', `${device}steps:\n- wait: 3h\n`, 'notATime wait@3:9'],
    ['a wait of days', `${device}steps:\n- wait: 9999min\n`, 'tooLarge wait@3:9'],
    ['a pace that floods the cloud', `${device}pace: 10ms\n${steps}`, 'tooSmall pace@2:7'],
    ['no value', `${device}steps:\n- send: x\n`, 'oneValueKey@3:3'],
    ['null', `${device}steps:\n- { send: x, value: null }\n`, 'notAValue value@3:21'],
    [
      'a number that would be rounded',
      `${device}steps:\n- { send: x, value: 12345678901234567890 }\n`,
      'notAValue value@3:21',
    ],
    ['no comparison', `${device}steps:\n- expect: x\n`, 'noComparison x@3:3'],
    [
      'a device that isn’t there',
      `${device}steps:\n- { send: x, value: 1, device: y }\n`,
      'unknownDevice y@3:32',
    ],
    [
      'several devices and none named',
      `devices: { a: { id: x }, b: { id: y } }\nsteps:\n- { send: x, value: 1 }\n`,
      'whichDevice@3:3',
    ],
    [
      'rounds without end',
      `${device}steps:\n- repeat: 9999\n  steps: [{ repeat: 9999, steps: [{ wait: 1 }] }]\n`,
      'tooMany@2:1',
    ],
    ['broken YAML', `${device}steps: [\n`, 'notYaml'],
    ['an alias', `${device}steps: [&a { wait: 1 }, *a]\n`, 'alias@2:9'],
    ['a type of its own', `${device}steps: !!js/function x\n`, 'tag@2:8'],
    ['a second document', `${device}${steps}---\n${device}`, 'notYaml'],
  ])('with %s is refused where that stands', (_, text, expected) => {
    expect(problems(text)[0]).toContain(expected);
  });

  it('names no more problems than anybody reads', () => {
    const many = Array.from({ length: 500 }, () => '- { nope: 1 }').join('\n');
    expect(problems(`${device}steps:\n${many}`).length).toBeLessThanOrEqual(50);
  });

  // Each of them takes a parser that reads it whole minutes, gigabytes or its stack.
  it.each([
    ['keys within keys', '? '.repeat(30_000)],
    ['brackets', '['.repeat(60_000)],
    ['lists on one line', '- '.repeat(30_000)],
    ['levels', Array.from({ length: 350 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['keys', Array.from({ length: 8_000 }, (_, index) => `k${index}:`).join('\n')],
    [
      'doublings',
      Array.from({ length: 30 }, (_, at) => `a${at}: &a${at} [${`*a${at - 1},`.repeat(9)}]`).join('\n'),
    ],
    ['a word', 'x'.repeat(10_000_000)],
    ['a prototype', `__proto__: { polluted: true }\nconstructor: 1\n${device}${steps}`],
    ['bytes', String.fromCharCode(...Array.from({ length: 4_000 }, (_, code) => code))],
    ['lone halves', '\uD800: \uDC00'],
  ])('that is hostile by its %s is refused at once', (_, text) => {
    const began = process.cpuUsage();
    expect(readExpectations(text).file).toBeUndefined();
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(3_000);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each([
    [500, 500],
    ['500ms', 500],
    ['1.5 s', 1_500],
    ['2min', 120_000],
    ['2h', undefined],
    [-1, undefined],
    [Number.NaN, undefined],
    ['1e9s', undefined],
    [true, undefined],
  ])('says times: %j', (given, ms) => {
    expect(readDuration(given)).toBe(ms);
  });
});
