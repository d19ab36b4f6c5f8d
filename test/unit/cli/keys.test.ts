import { describe, expect, it } from 'vitest';
import { readCliOptions } from '../../../src/cli/cliOptions.js';
import { readKeys } from '../../../src/cli/keys.js';

const keys = { TUYA_ACCESS_ID: 'id', TUYA_ACCESS_SECRET: 'not-to-be-told' };

describe('where requests go', () => {
  it('is said by the environment: a region, or another endpoint by https', () => {
    expect(readKeys({ ...keys, TUYA_REGION: 'eu' }).endpoint).toBe('https://openapi.tuyaeu.com');
    expect(readKeys({ ...keys, TUYA_ENDPOINT: 'https://example.com/' }).endpoint).toBe('https://example.com');
    expect(readKeys({ ...keys, TUYA_ENDPOINT: 'http://127.0.0.1:80' }).endpoint).toBe('http://127.0.0.1');
  });

  it.each([
    [{}, 'TUYA_REGION is one of cn'],
    [{ TUYA_REGION: 'mars' }, 'TUYA_REGION is one of cn'],
    [{ TUYA_REGION: 'eu', TUYA_ENDPOINT: 'https://example.com' }, 'not both'],
    [{ TUYA_ENDPOINT: 'http://example.com' }, 'notHttps'],
    [{ TUYA_ENDPOINT: 'https://user:pass@example.com' }, 'hasUserInfo'],
    [{ TUYA_ACCESS_ID: '' }, 'TUYA_ACCESS_ID'],
    [{ TUYA_ACCESS_SECRET: undefined }, 'TUYA_ACCESS_SECRET'],
  ])('is refused with %j, and no value is told', (environment, text) => {
    const read = (): unknown => readKeys({ ...keys, ...environment });
    expect(read).toThrow(text);
    expect(read).not.toThrow('not-to-be-told');
  });
});

describe('the options', () => {
  it('are read', () => {
    expect(readCliOptions(['--help'])).toBeUndefined();
    expect(readCliOptions(['a', 'b', '--max-calls', '5', '--device', 'lamp=x=y', '--check'])).toEqual({
      files: ['a', 'b'],
      junit: undefined,
      jsonl: undefined,
      isCheck: true,
      maxCalls: 5,
      devices: new Map([['lamp', 'x=y']]),
    });
  });

  it.each([
    [[], 'Name at least one file'],
    [['a', '--fast'], '--fast'],
    [['a', '--max-calls', '-1'], '--max-calls'],
    [['a', '--device', 'x'], 'NAME=ID'],
  ])('are refused: %j', (args, text) => {
    expect(() => readCliOptions(args)).toThrow(text);
  });
});
