import { describe, expect, it } from 'vitest';
import { isSecretName, textWithoutSecrets, withoutSecrets } from '../../../src/base/secretNames.js';

describe('a field’s name', () => {
  it.each([
    ...[
      'local_key',
      'localKey',
      'LOCALKEY',
      'gatewaylocalkey',
      'sec_key',
      'accessTokenV2',
      'password',
      'passwd',
    ],
    ...[
      'auth',
      'oauth',
      'auth_info',
      'authorization',
      'credentials',
      'psk',
      'wifi_psk',
      'wifiPSK',
      'pin',
      'pin-code',
    ],
    ...[
      'pass_code',
      'passcode',
      'userPass',
      'pwd',
      'sign',
      'signature',
      'req_sign',
      'client_secret',
      'cookie',
    ],
  ])('%s is a secret’s', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    ...[
      'id',
      'uid',
      'uuid',
      'name',
      'online',
      'icon',
      'ip',
      'lat',
      'lon',
      'model',
      'status',
      'owner_id',
      'asset_id',
    ],
    ...[
      'design',
      'signal',
      'signal_strength',
      'assigned',
      'author',
      'spinning',
      'pinned',
      'passive',
      'compass',
    ],
    ...['bypass_mode', 'passage', 'seeds', 'certified', '', '__proto__', '列表'],
  ])('%s is not', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe('a text without the secrets in it', () => {
  it.each([
    ['', 'plain', 'a: 1', '{"a":1}', '[1,2]', '{ "a" : "b=c" }', 'not {"json', '10:30', '"quoted"', '{"a":'],
  ])('is itself where there is none', (...texts) => {
    for (const text of texts) expect(textWithoutSecrets(text)).toBe(text);
  });

  it.each([
    ['{"id":5,"token":"S"}', '{"id":5}'],
    ['{"a":"{\\"pwd\\":\\"S\\",\\"b\\":1}"}', '{"a":"{\\"b\\":1}"}'],
    ['"{\\"pwd\\":\\"S\\"}"', '"{}"'],
    ['{"a":"x","b":"pwd=S"}', '{"a":"x","b":""}'],
    ['{"token":"S"', undefined],
    ['{\\"token\\":\\"S', undefined],
    ['psw=S', undefined],
  ])('of %s is %s', (text, clean) => {
    expect(textWithoutSecrets(text)).toBe(clean);
  });

  it('takes time in proportion to its length', () => {
    const long = [
      `{"a":"${'x'.repeat(500_000)}`,
      `${'['.repeat(200_000)}:`,
      'a'.repeat(500_000),
      `${'a-'.repeat(200_000)}:`,
    ];
    const before = performance.now();
    for (const text of long) textWithoutSecrets(text);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

describe('a value without its secrets', () => {
  const value = {
    name: 'Hub',
    gateway_info: { local_key: 'S1', ip: '192.0.2.1', list: [{ token: 'S2', id: 5 }] },
    auth: { user: 'S3' },
    list: [{ psk: ['S4'] }, [{ passCode: 'S5' }], 'plain'],
  };

  it('lacks them however deep they lie', () => {
    expect(withoutSecrets(value)).toEqual({
      name: 'Hub',
      gateway_info: { ip: '192.0.2.1', list: [{ id: 5 }] },
      list: [{}, [{}], 'plain'],
    });
  });

  it('or says that something is there', () => {
    const shown = withoutSecrets(value, '•');
    expect(JSON.stringify(shown)).not.toMatch(/S\d/);
    expect(shown).toMatchObject({ auth: '•', gateway_info: { local_key: '•', list: [{ token: '•' }] } });
  });

  it.each(['code', 'name', 'key'])('lacks what stands beside a %s that says so', (field) => {
    const pairs = [
      { [field]: 'wifi_password', value: 'S6' },
      { [field]: 'switch_1', value: true },
    ];
    expect(JSON.stringify(withoutSecrets({ pairs }))).not.toContain('S6');
    expect(withoutSecrets({ pairs }, '•')).toMatchObject({ pairs: [{ value: '•' }, { value: true }] });
    expect(withoutSecrets([{ [field]: 'pin', id: 5 }])).toMatchObject([{ id: 5 }]);
  });

  it('is not followed without end', () => {
    let deep: unknown = { token: 'S' };
    for (let level = 0; level < 5_000; level++) deep = { deep };
    const text = JSON.stringify(withoutSecrets(deep));
    expect(text).not.toContain('S');
    expect(text.length).toBeLessThan(2_000);
    expect(text).toContain('nested deeper');
  });

  it.each([null, undefined, 5, 'text', true])('is itself where it is %j', (plain) => {
    expect(withoutSecrets(plain)).toBe(plain);
  });
});
