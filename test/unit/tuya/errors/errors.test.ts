import { inspect } from 'node:util';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeTable, meaningOf } from '../../../../src/tuya/errors/codeTable.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import { cleanText } from '../../../../src/tuya/wire/redact.js';
import { remedyText } from '../../../../src/platform/errorMessages/remedyTexts.js';

/** As the facts list them, copied by hand: the table is checked against this, not against itself. */
const known = [
  500, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1010, 1011, 1012, 1013, 1100, 1101, 1102, 1103,
  1104, 1105, 1106, 1107, 1108, 1109, 1110, 1111, 1112, 1113, 1114, 1199, 1400, 2001, 2002, 2003, 2004, 2005,
  2006, 2007, 2008, 2009, 2010, 2012, 2015, 2016, 2017, 2023, 2047, 2054, 2055, 2056, 2063, 2064, 2101, 2401,
  2402, 2406, 28841001, 28841002, 28841003, 28841004, 28841101, 28841102, 28841103, 28841104, 28841105,
  28841106, 28841107, 40001900, 40000309, 501, 60001001,
];

describe('the code table', () => {
  it.each(known)('%i has a reason and a remedy that can be put into words', (code) => {
    const row = codeTable.get(code);
    expect(row?.reason).not.toBe('unknown');
    expect(row && remedyText(row.remedy)).toMatch(/\.$/);
  });

  it.each([
    [2007, 'device token expired', 'devices.get', 'token', 'relinkDevice'],
    [2007, 'your ip(1.2.3.4) cross-region access is not allowed', 'token', 'dataCenter', 'switchDataCenter'],
    [
      2007,
      'your ip(1.2.3.4) cross-region access is not allowed',
      'devices.get',
      'dataCenter',
      'switchDataCenter',
    ],
    [2007, '', 'token', 'dataCenter', 'switchDataCenter'],
    [1106, 'permission deny', 'devices.get', 'permission', 'linkAccount'],
    [1106, 'permission deny', 'devices.listOfUser', 'permission', 'checkUser'],
    [1106, 'permission deny', 'appUsers.list', 'permission', 'checkSchema'],
    [1106, "your ip(1.2.3.4) don't have access to this API", 'token', 'permission', 'allowIp'],
    [1114, "your ip(1.2.3.4) don't have access to this API", 'devices.list', 'permission', 'allowIp'],
    [1010, 'token is expired', 'devices.get', 'token', 'otherProgram'],
    [1010, 'token invalid', 'devices.get', 'token', 'otherProgram'],
    [987654, 'what', 'devices.get', 'unknown', 'reportProblem'],
    [undefined, '', 'devices.get', 'unknown', 'reportProblem'],
  ] as const)('%s “%s” on %s', (code, msg, operation, reason, remedy) => {
    expect(meaningOf(code, msg, operation)).toMatchObject({ reason, remedy });
  });
});

describe('errors.ts', () => {
  it.each([
    'errors/errors.ts',
    'errors/codeTable.ts',
    'errors/remedies.ts',
    'errors/recovery.ts',
    'operations.ts',
    'dataCenters.ts',
    'endpoint.ts',
    'api/iconUrl.ts',
  ])('%s loads neither zod nor undici', (file) => {
    const text = readFileSync(new URL(`../../../../src/tuya/${file}`, import.meta.url), 'utf8');
    const imports = [...text.matchAll(/^(?:import|export) (type )?.*from '(.*)';$/gm)];
    const live = imports.filter(([, type]) => type === undefined).map(([, , from]) => from);
    expect(
      live.filter(
        (from) => !/^\.{1,2}\/(errors|codeTable|remedies|operations|dataCenters)\.js$/.test(from ?? ''),
      ),
    ).toEqual([]);
  });
});

describe('TuyaError', () => {
  it('knows its own', () => {
    const error = TuyaError.invalid('devices.get', 'id', 'must not be empty');
    expect(TuyaError.is(error)).toBe(true);
    expect(TuyaError.is(new Error('x'))).toBe(false);
    expect(TuyaError.is({ name: 'TuyaError', reason: 'invalid' })).toBe(false);
    expect(error).toMatchObject({
      reason: 'invalid',
      field: 'id',
      operation: 'devices.get',
      remedy: 'checkInput',
    });
    expect('code' in error).toBe(false);
    expect(inspect(error)).toContain('TuyaError');
  });
});

describe('cleanText', () => {
  it.each([
    ['plain', 'plain'],
    ['a\nb\r\n\tc', 'a b c'],
    ['\u001b[31mred\u001b[0m', '[31mred [0m'],
    ['a\u202eb\u2066c\u200b', 'a b c'],
    ['  x  ', 'x'],
  ])('%j is %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it('bounds the length', () => {
    expect(cleanText('x'.repeat(1_000_000))).toHaveLength(301);
  });

  it('takes secrets out, also where the text is cut', () => {
    const secret = 'SECRET-VALUE';
    expect(cleanText(`a ${secret} b ${secret}`, [secret])).toBe('a *** b ***');
    expect(cleanText('x'.repeat(295) + secret, [secret])).not.toContain('SECRET');
  });
});
