import { describe, expect, it } from 'vitest';
import { FirmwareIndex } from '../../../../src/model/source/firmwareIndex.js';
import { readSource } from '../../../../src/model/source/readSource.js';
import { SourcePoints } from '../../../../src/model/source/sourcePoints.js';
import { sourceProblems, type SourceProblem } from '../../../../src/model/source/sourceProblems.js';
import type { PointModel } from '../../../../src/model/values/pointModel.js';

const socket: readonly PointModel[] = [
  { code: 'switch_1', dpId: 1, type: 'boolean' },
  { code: 'countdown_1', dpId: 9, type: 'integer' },
  { code: 'relay_status', dpId: 38, type: 'enum', range: ['off', 'on', 'memory'] },
  { code: 'fault', dpId: 26, type: 'bitmap' },
  { code: 'cycle_time', dpId: 42, type: 'string' },
];

function problemsOf(path: string, text: string, points = socket): readonly SourceProblem[] {
  const facts = readSource(path, text, true);
  if (!facts) return [];
  const index = new FirmwareIndex();
  index.put(path, text);
  return sourceProblems(facts, index.macros(path, facts), new SourcePoints(points));
}

/** What is underlined, with what is wrong there, and the text once it is mended. */
function told(path: string, text: string, points = socket): readonly string[] {
  return problemsOf(path, text, points).map(({ kind, start, end, fix }) => {
    const mended = fix && text.slice(0, fix.start) + fix.text + text.slice(fix.end);
    const line = mended?.split('\n')[text.slice(0, start).split('\n').length - 1]?.trim();
    return [kind, text.slice(start, end), ...(line === undefined ? [] : [`→ ${line}`])].join(' ');
  });
}

const sdk = '#include "mcu_api.h"\n';

describe('problems of firmware source', () => {
  it.each([
    ['a number that the product hasn’t', `${sdk}#define DPID_X 7`, ['unknownId 7']],
    [
      'a macro named after a data point with another number',
      `${sdk}#define DPID_RELAY_STATUS 39`,
      ['otherId 39 → #define DPID_RELAY_STATUS 38'],
    ],
    [
      'another type in a table',
      `${sdk}#define DPID_SWITCH_1 1\nx[] = {{DPID_SWITCH_1, DP_TYPE_VALUE}};`,
      ['otherType DP_TYPE_VALUE → x[] = {{DPID_SWITCH_1, DP_TYPE_BOOL}};'],
    ],
    [
      'another type in a call',
      `${sdk}#define DPID_SWITCH_1 1\nmcu_dp_value_update(DPID_SWITCH_1, 1);`,
      ['otherType value → mcu_dp_bool_update(DPID_SWITCH_1, 1);'],
    ],
    [
      'another type of an object',
      '#include "tuya_iot_dp.h"\nx = {.type = PROP_BOOL, .id = 38};',
      ['otherType PROP_BOOL → x = {.type = PROP_ENUM, .id = 38};'],
    ],
    [
      'a member beyond the range',
      `${sdk}mcu_dp_enum_update(38, 3);\nmcu_dp_enum_update(38, 2);`,
      ['notAMember 3'],
    ],
    [
      'a member’s name that isn’t one',
      '#include "tuya_iot.h"\ntuya_iot_dp_report_json(c, "{\\"38\\":\\"never\\"}");',
      [String.raw`notAMember \"never\"`],
    ],
    ['two macros of one number', `${sdk}#define DPID_SWITCH_1 1\n#define DPID_OTHER 1`, ['twice 1']],
    [
      'a data point twice in a table',
      `${sdk}x[] = {{1, DP_TYPE_BOOL}, {9, DP_TYPE_VALUE}, {1, DP_TYPE_BOOL}};`,
      ['twice 1'],
    ],
  ])('%s', (_, text, problems) => {
    expect(told('main.c', text)).toEqual(problems);
  });

  it.each([
    ['the same macro under a condition', `${sdk}#ifdef A\n#define DPID_A 1\n#else\n#define DPID_A 9\n#endif`],
    ['two tables', `${sdk}x[] = {{1, DP_TYPE_BOOL}};\ny[] = {{1, DP_TYPE_BOOL}};`],
    ['a macro with a name of its own', `${sdk}#define DPID_RELAY 1`],
    ['a text that has JSON', `${sdk}mcu_dp_string_update(42, p, 3);`],
    [
      'a member by its name in JSON',
      '#include "tuya_iot.h"\ntuya_iot_dp_report_json(c, "{\\"38\\":\\"on\\"}");',
    ],
  ])('says nothing of %s', (_, text) => {
    expect(told('main.c', text)).toEqual([]);
  });

  it('says nothing of numbers where the model hasn’t all of them', () => {
    const partly = [...socket, { code: 'custom' }];
    expect(told('main.c', `${sdk}#define DPID_X 7`, partly)).toEqual([]);
  });

  it('compares ESPHome, with the type’s word mended', () => {
    const text = [
      'tuya:',
      '  on_datapoint_update:',
      '    - sensor_datapoint: 38',
      '      datapoint_type: bool',
      'switch:',
      '  - platform: tuya',
      '    switch_datapoint: 9',
      'select:',
      '  - platform: tuya',
      '    enum_datapoint: 38',
      '    options:',
      '      0: a',
      '      3: b',
      'sensor:',
      '  - platform: tuya',
      '    sensor_datapoint: 77',
    ].join('\n');
    expect(told('x.yaml', text)).toEqual([
      'otherType bool → datapoint_type: enum',
      'otherType switch_datapoint',
      'notAMember 3',
      'unknownId 77',
    ]);
  });

  it('compares OpenBeken in the way its types are written', () => {
    const text = 'linkTuyaMCUOutputToChannel 38 bool 1\nlinkTuyaMCUOutputToChannel 38 1 1\n';
    expect(told('autoexec.bat', text)).toEqual([
      'otherType bool → linkTuyaMCUOutputToChannel 38 enum 1',
      'otherType 1 → linkTuyaMCUOutputToChannel 38 4 1',
    ]);
  });

  it.each([
    ['branches of one condition', ['#if A', '1 DPID_SWITCH_1', '#elif B', '1 DPID_OTHER', '#endif'], []],
    ['one branch', ['#if A', '1 DPID_SWITCH_1', '1 DPID_OTHER', '#endif'], ['twice 1']],
    ['a branch and what is around it', ['1 DPID_SWITCH_1', '#if A', '1 DPID_OTHER', '#endif'], ['twice 1']],
    [
      'two conditions',
      ['#if A', '1 DPID_SWITCH_1', '#endif', '#if B', '1 DPID_OTHER', '#endif'],
      ['twice 1'],
    ],
    [
      'conditions in branches',
      [
        '#ifdef A',
        '#if B',
        '1 DPID_SWITCH_1',
        '#endif',
        '#else',
        '#if B',
        '1 DPID_OTHER',
        '#endif',
        '#endif',
      ],
      [],
    ],
  ])('tells a number in %s apart', (_, lines, expected) => {
    const text = lines.map((line) => line.replace(/^1 (.*)$/u, '#define $1 1')).join('\n');
    expect(told('a.h', `${sdk}${text}`)).toEqual(expected);
  });

  it('says which data point is listed twice, by whatever it is named there', () => {
    const table = (macro: string): string => `${sdk}#define DPID_SWITCH_1 1
x[] = {{1, DP_TYPE_BOOL}, {DPID_SWITCH_1, DP_TYPE_BOOL}, {${macro}, DP_TYPE_BOOL}, {${macro}, DP_TYPE_BOOL}};`;
    expect(problemsOf('a.c', table('DPID_B'))).toMatchObject([{ which: 1 }, { which: 'DPID_B' }]);
  });

  it('compares tuya-local: an enum is a text there, and a data point stands once in a list', () => {
    const text = [
      'entities:',
      '  - entity: select',
      '    dps:',
      '      - id: 38',
      '        type: string',
      '      - id: 1',
      '        type: integer',
      '      - id: 1',
      '        type: boolean',
      '  - entity: switch',
      '    dps:',
      '      - id: 1',
      '        type: boolean',
    ].join('\n');
    expect(told('d.yaml', text)).toEqual(['twice 1', 'otherType integer → type: boolean']);
  });
});

describe('an index of firmware', () => {
  const header = (id: string, points: string): string => `#define PRODUCT_KEY "${id}"\n${points}`;

  it('takes macros and the product from the nearest header', () => {
    const index = new FirmwareIndex();
    index.put('a/include/protocol.h', header('aaaaaaaaaaaaaaaa', '#define DPID_X 1'));
    index.put('b/include/protocol.h', header('bbbbbbbbbbbbbbbb', '#define DPID_X 2'));
    const text = `${sdk}mcu_dp_bool_update(DPID_X, 1);`;
    for (const [path, dpId, productId] of [
      ['a/src/main.c', 1, 'aaaaaaaaaaaaaaaa'],
      ['b/main.c', 2, 'bbbbbbbbbbbbbbbb'],
    ] as const) {
      const facts = index.read(path, text);
      expect(index.macros(path, facts).get('DPID_X')).toBe(dpId);
      expect(index.product(path, facts)).toEqual({
        productId,
        path: `${path[0]}/include/protocol.h`,
      });
    }
  });

  it('doesn’t choose between two products that are equally near', () => {
    const index = new FirmwareIndex();
    index.put('a/protocol.h', header('aaaaaaaaaaaaaaaa', '#define DPID_X 1'));
    index.put('b/protocol.h', header('bbbbbbbbbbbbbbbb', '#define DPID_X 1'));
    expect(index.product('c/main.c', index.read('c/main.c', sdk + 'DPID_X'))).toBeUndefined();
  });

  it('takes no number for a macro that has several', () => {
    const index = new FirmwareIndex();
    index.put('a/protocol.h', header('aaaaaaaaaaaaaaaa', '#define DPID_X 1\n#define DPID_Y 3'));
    index.put('b/protocol.h', header('bbbbbbbbbbbbbbbb', '#define DPID_X 2\n#define DPID_Y 3'));
    const text = `${sdk}#if A\n#define DPID_Z 4\n#else\n#define DPID_Z 5\n#endif\nDPID_X`;
    const macros = index.macros('c/main.c', index.read('c/main.c', text));
    expect([...macros]).toEqual([['DPID_Y', 3]]);
  });

  it('takes what a thousand headers wait for at once', () => {
    const index = new FirmwareIndex();
    for (let at = 0; at < 1_000; at++) {
      index.put(`c/w${at}.h`, `#include "other.h"\n${'int a = DPID_A;\n'.repeat(600)}`);
      index.put(`c/x${at}.c`, `${sdk}#define DPID_B 1\n`);
    }
    expect(index.has('c/w0.h')).toBe(false);
    index.put('c/main.c', `${sdk}#include "w0.h"\n`);
    expect(index.has('c/w0.h')).toBe(true);
    expect(index.has('c/w999.h')).toBe(false);
  });

  it('takes nothing from another project beside it', () => {
    const index = new FirmwareIndex();
    index.put('a/platformio.ini', '');
    index.put('a/src/protocol.h', header('aaaaaaaaaaaaaaaa', '#define DPID_X 1'));
    index.noteProject('b/b.ino');
    const facts = index.read('b/b.ino', '#include <TuyaWifi.h>\nDPID_X');
    expect(facts?.sites).toHaveLength(1);
    expect(index.product('b/b.ino', facts)).toBeUndefined();
    expect(index.macros('b/b.ino', facts).size).toBe(0);
  });

  it('reads a header whose project becomes known only after it', () => {
    const index = new FirmwareIndex();
    index.put('dp.h', '#define DPID_LATE 12');
    expect(index.has('dp.h')).toBe(false);
    index.put('main.c', `${sdk}#include "dp.h"\nmcu_dp_bool_update(DPID_LATE, 1);`);
    expect(index.macros('main.c', undefined).get('DPID_LATE')).toBe(12);
  });

  it('takes a header for firmware that firmware includes, and no other beside it', () => {
    const index = new FirmwareIndex();
    index.put('main.c', `${sdk}#include "points.h"\n`);
    index.put('points.h', '#include "more.h"\n#define DPID_A 1');
    index.put('more.h', '#define DPID_B 2');
    index.put('players.h', '#define DPID_HOST 1\n#define DPID_GUEST 1');
    index.put('app.c', '#include "points.h"\nswitch (x) { case DPID_A: break; }');
    expect(['points.h', 'more.h', 'app.c', 'players.h'].map((path) => index.has(path))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('finds every place of a data point, by number, macro and code', () => {
    const index = new FirmwareIndex();
    index.put('protocol.h', header('aaaaaaaaaaaaaaaa', '#define DPID_X 12'));
    index.put('main.c', `${sdk}mcu_dp_bool_update(DPID_X, 1);\nmcu_dp_bool_update(12, 1);`);
    const places = [...index.sameProject('main.c')].flatMap((path) =>
      index
        .places(path, ({ dpId, macro }, macros) => (dpId ?? macros.get(macro ?? '')) === 12)
        .map(() => path),
    );
    expect(places).toEqual(['protocol.h', 'main.c', 'main.c']);
  });
});
