import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blankedC } from '../../../../src/model/source/blankedC.js';
import { readSource } from '../../../../src/model/source/readSource.js';
import type { SourceFacts } from '../../../../src/model/source/pointSite.js';

const mark = '#include "tuya_iot.h"\n';
const root = join(import.meta.dirname, '../../../fixtures/firmware');

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
}

function read(path: string, isInProject = false): SourceFacts | undefined {
  return readSource(path, readFileSync(join(root, path), 'utf8'), isInProject);
}

/** Each site in one line: how it is written, and what it says. */
function said(path: string, facts = read(path)): readonly string[] {
  const text = readFileSync(join(root, path), 'utf8');
  return (facts?.sites ?? []).map(({ role, start, end, dpId, macro, code, type, value }) =>
    [
      role === 'definition' ? 'def' : 'use',
      text.slice(start, end),
      ...(dpId === undefined ? [] : [`#${dpId}`]),
      ...(macro === undefined ? [] : ['macro']),
      ...(code === undefined ? [] : [`code ${code}`]),
      ...(type ? [`${text.slice(type.start, type.end)}`] : []),
      ...(value ? [`= ${String(value.value)} at ${text.slice(value.start, value.end)}`] : []),
    ].join(' '),
  );
}

describe('firmware source', () => {
  it('reads the header of the MCU SDK, hex numbers too', () => {
    expect(said('mcu/protocol.h')).toEqual([
      'def DPID_SWITCH_1 #1 macro',
      'def DPID_COUNTDOWN_1 #9 macro',
      'def DPID_CUR_POWER #19 macro',
      'def DPID_RELAY_STATUS #38 macro',
    ]);
    expect(read('mcu/protocol.h')?.products.map(({ productId }) => productId)).toEqual(['l1111tihfudgvccm']);
  });

  it('reads tables, calls and cases of the MCU SDK', () => {
    expect(said('mcu/protocol.c')).toEqual([
      'use DPID_SWITCH_1 macro DP_TYPE_BOOL',
      'use DPID_COUNTDOWN_1 macro DP_TYPE_VALUE',
      'use DPID_RELAY_STATUS macro DP_TYPE_ENUM',
      'use DPID_SWITCH_1 macro bool',
      'use DPID_CUR_POWER macro value',
      'use DPID_RELAY_STATUS macro enum = 2 at 2',
      'use DPID_SWITCH_1 macro',
    ]);
  });

  it('reads a sketch with its product', () => {
    expect(said('arduino/lamp/lamp.ino')).toEqual([
      'def DPID_SWITCH_LED #20 macro',
      'def DPID_WORK_MODE #21 macro',
      'use DPID_SWITCH_LED macro DP_TYPE_BOOL',
      'use DPID_WORK_MODE macro DP_TYPE_ENUM',
    ]);
    expect(read('arduino/lamp/lamp.ino')?.products).toMatchObject([{ productId: 'a5b16xdns3jfk61k' }]);
  });

  it('reads TuyaOpen: objects, JSON reported by hand, the model, the project', () => {
    expect(said('tuyaopen/src/main.c')).toEqual([
      'use DPID_ROOM_TEMP macro PROP_VALUE',
      'use DPID_RELAY_STATUS macro PROP_ENUM = 2 at 2',
      'use 1 #1 = true at true',
      'use 38 #38 = memory at \\"memory\\"',
      'use DPID_SWITCH_1 macro',
    ]);
    expect(said('tuyaopen/include/tuya_dp_id.h')).toHaveLength(3);
    const model = 'tuyaopen/.tuyaopen/platform/product-openpqrs12345678.json';
    expect(said(model)).toContain('def relay_status code relay_status');
    expect(said(model)).toContain('def 101 #101');
    expect(read(model)?.products).toMatchObject([{ productId: 'openpqrs12345678' }]);
    expect(read('tuyaopen/tuyaopen.project.ini')?.products).toMatchObject([
      { productId: 'openpqrs12345678' },
    ]);
  });

  it('takes the product’s line of a configuration, and neither UUID nor key', () => {
    const facts = read('tuyaopen/include/tuya_config.h', true);
    expect(facts?.products.map(({ productId }) => productId)).toEqual(['openpqrs12345678']);
    expect(JSON.stringify(facts)).not.toMatch(/uuidxx|keyxx/u);
  });

  it('reads ESPHome: keys, triggers with their type, members, lambdas', () => {
    expect(said('esphome/heater.yaml')).toEqual([
      'use 38 #38 enum',
      'use 1 #1 boolean = true at true',
      'use 1 #1 switch_datapoint',
      'use 38 #38 enum_datapoint',
      'use 0 #38 = 0 at 0',
      'use 1 #38 = 1 at 1',
      'use 2 #38 = 2 at 2',
      'use 19 #19',
    ]);
  });

  it('reads links of OpenBeken', () => {
    expect(said('openbeken/autoexec.bat')).toEqual(['use 1 #1 bool', 'use 38 #38 enum', 'use 19 #19 val']);
  });

  it('reads devices of tuya-local, whatever order the keys have', () => {
    expect(said('tuya_local/devices/simple_socket.yaml')).toEqual([
      'def 1 #1 boolean',
      'def 38 #38 string',
      'def 19 #19 integer',
    ]);
    expect(read('tuya_local/devices/simple_socket.yaml')?.products).toMatchObject([
      { productId: 'localrst12345678' },
    ]);
  });

  it('reads the mapping of tinytuya, and no key', () => {
    expect(said('tinytuya/devices.json')).toEqual([
      'def 1 #1',
      'def switch_1 #1 code switch_1',
      'def 38 #38',
      'def relay_status #38 code relay_status',
    ]);
    expect(JSON.stringify(read('tinytuya/devices.json'))).not.toContain('0123456789abcdef');
  });

  it.each(filesBelow(join(root, 'others')).map((path) => relative(root, path)))(
    'finds nothing in %s, inside a firmware project neither',
    (path) => {
      expect(read(path)).toBeUndefined();
      if (!path.endsWith('players.h')) expect(read(path, true)?.sites ?? []).toEqual([]);
    },
  );

  it('sees through comments and strings of C, with every place where it was', () => {
    const text = '// DPID_A\nint a; /* mcu_dp_bool_update(3, 1) */ x("DPID_B \\" DPID_C"); \'"\' DPID_D\n';
    const blanked = blankedC(text, 'blank');
    expect(blanked).toHaveLength(text.length);
    expect(blanked.indexOf('DPID_D')).toBe(text.indexOf('DPID_D'));
    expect(blanked.match(/DPID_\w/gu)).toEqual(['DPID_D']);
    expect(readSource('a.c', `#include "mcu_api.h"\n${text}`)?.sites.map(({ macro }) => macro)).toEqual([
      'DPID_D',
    ]);
  });

  it('reads whatever text there is, also one that is cut off', () => {
    for (const path of filesBelow(root)) {
      const text = readFileSync(path, 'utf8');
      for (let end = 0; end <= text.length; end += 7) {
        const facts = readSource(path, text.slice(0, end), true);
        for (const site of facts?.sites ?? []) expect(site.end).toBeLessThanOrEqual(end);
      }
    }
  });

  it('takes no number that no data point has', () => {
    const text = '#include "mcu_api.h"\n#define DPID_A 0\n#define DPID_B 500\n#define DPID_C 499\n';
    expect(readSource('a.h', text)?.sites.map(({ dpId }) => dpId)).toEqual([undefined, undefined, 499]);
  });

  it.each([
    ['blanks where a name is awaited', 'a.c', `${mark}char pid[] =${' '.repeat(300_000)}x`],
    ['initializers that never end', 'a.c', mark + '{.id='.repeat(180_000)],
    ['a million blanks', 'a.c', mark + ' '.repeat(900_000)],
    ['a million signs', 'a.c', mark + '#'.repeat(900_000)],
    ['conditions in conditions', 'a.c', mark + '#if A\n'.repeat(140_000)],
    ['one line of numbers', 'product-x.json', `{"dpSchema":1,"dps":[${'{"id":1},'.repeat(100_000)}`],
  ])('reads %s at once', (_, path, text) => {
    const { sites = [] } = readSource(path, text) ?? {};
    expect(sites.length).toBeLessThanOrEqual(5_000);
  });

  it('reads nothing that `#if 0` keeps from being compiled', () => {
    const text = [
      ...[mark.trim(), '#if 0', '#define DPID_OLD 1', '#define PRODUCT_KEY "aaaaaaaaaaaaaaaa"', '#else'],
      ...['#define DPID_NEW 2', '#define PRODUCT_KEY "bbbbbbbbbbbbbbbb"', '#endif', '#define DPID_MORE 3'],
    ].join('\r\n');
    const facts = readSource('a.h', text);
    expect(facts?.sites.map(({ macro }) => macro)).toEqual(['DPID_NEW', 'DPID_MORE']);
    expect(facts?.products.map(({ productId }) => productId)).toEqual(['bbbbbbbbbbbbbbbb']);
  });
});
