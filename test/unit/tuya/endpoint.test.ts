import { describe, expect, it } from 'vitest';
import { dataCenterOf, dataCenters } from '../../../src/tuya/dataCenters.js';
import { checkEndpoint } from '../../../src/tuya/endpoint.js';
import { iconUrl } from '../../../src/tuya/api/iconUrl.js';

describe('checkEndpoint', () => {
  it.each(dataCenters)('knows $name', ({ endpoint }) => {
    expect(checkEndpoint(endpoint)).toEqual({ ok: true, endpoint, official: true, loopback: false });
  });

  it.each([
    ['HTTPS://OpenAPI.TuyaEU.com', 'https://openapi.tuyaeu.com', true, false],
    ['  https://openapi.tuyaeu.com/  ', 'https://openapi.tuyaeu.com', true, false],
    ['https://openapi.tuyaeu.com:443', 'https://openapi.tuyaeu.com', true, false],
    ['https://openapi.tuyaeu.com:8443', 'https://openapi.tuyaeu.com:8443', false, false],
    ['https://openapi.tuyaeu.com.evil.example', 'https://openapi.tuyaeu.com.evil.example', false, false],
    ['https://openapi-tuyaeu.com', 'https://openapi-tuyaeu.com', false, false],
    ['https://evil.openapi.tuyaeu.com', 'https://evil.openapi.tuyaeu.com', false, false],
    ['https://openаpi.tuyaeu.com', 'https://xn--openpi-6nf.tuyaeu.com', false, false],
    ['https://xn--openpi-6nf.tuyaeu.com', 'https://xn--openpi-6nf.tuyaeu.com', false, false],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080', false, true],
    ['http://127.8.9.10', 'http://127.8.9.10', false, true],
    ['http://localhost:3000/', 'http://localhost:3000', false, true],
    ['http://[::1]:3000', 'http://[::1]:3000', false, true],
    ['https://localhost', 'https://localhost', false, true],
    ['https://10.0.0.5:9000', 'https://10.0.0.5:9000', false, false],
  ])('takes %s', (text, endpoint, official, loopback) => {
    expect(checkEndpoint(text)).toEqual({ ok: true, endpoint, official, loopback });
  });

  it.each([
    ['', 'notAUrl'],
    ['openapi.tuyaeu.com', 'notAUrl'],
    ['//openapi.tuyaeu.com', 'notAUrl'],
    ['https:openapi.tuyaeu.com', 'notAUrl'],
    ['https:///openapi.tuyaeu.com', 'notAUrl'],
    ['https:\\\\openapi.tuyaeu.com', 'notAUrl'],
    ['https://openapi.tuyaeu.com\\@evil.example', 'notAUrl'],
    ['https://open api.tuyaeu.com', 'notAUrl'],
    ['https://openapi.tuya\neu.com', 'notAUrl'],
    ['https://openapi.tuya\u200beu.com', 'notAUrl'],
    ['https://openapi.tuyaeu.com:99999', 'notAUrl'],
    ['https://', 'notAUrl'],
    ['http://openapi.tuyaeu.com', 'notHttps'],
    ['http://10.0.0.1', 'notHttps'],
    ['http://localhost.evil.example', 'notHttps'],
    ['http://127.0.0.1.evil.example', 'notHttps'],
    ['http://[::2]', 'notHttps'],
    ['http://0.0.0.0', 'notHttps'],
    ['ftp://openapi.tuyaeu.com', 'notHttps'],
    ['file://openapi.tuyaeu.com', 'notHttps'],
    ['javascript://openapi.tuyaeu.com', 'notHttps'],
    ['https://openapi.tuyaeu.com@evil.example', 'hasUserInfo'],
    ['https://user:pass@openapi.tuyaeu.com', 'hasUserInfo'],
    ['https://@openapi.tuyaeu.com', 'hasUserInfo'],
    ['https://openapi.tuyaeu.com/v1.0', 'hasPath'],
    ['https://openapi.tuyaeu.com/../evil', 'hasPath'],
    ['https://openapi.tuyaeu.com//', 'hasPath'],
    ['https://openapi.tuyaeu.com?x', 'hasQuery'],
    ['https://openapi.tuyaeu.com/?', 'hasQuery'],
    ['https://openapi.tuyaeu.com#x', 'hasFragment'],
    ['https://openapi.tuyaeu.com/#', 'hasFragment'],
    ['https://openapi.tuyaeu.com.', 'badHost'],
    ['https://openapi.tuyaeu.com.:443', 'badHost'],
    ['https://openapi..tuyaeu.com', 'badHost'],
    ['https://openapi%2etuyaeu.com', 'badHost'],
    ['https://openapi.tuyaeu．com', 'badHost'],
    ['https://ｏpenapi.tuyaeu.com', 'badHost'],
    ['http://2130706433', 'badHost'],
    ['http://0x7f.1', 'badHost'],
  ])('refuses %j: %s', (text, reason) => {
    expect(checkEndpoint(text)).toEqual({ ok: false, reason });
  });
});

describe('dataCenterOf', () => {
  it('compares exactly', () => {
    expect(dataCenterOf('https://openapi-sg.iotbing.com')?.key).toBe('sg');
    expect(dataCenterOf('https://openapi-sg.iotbing.com/')).toBeUndefined();
    expect(dataCenters.map(({ key }) => key)).toEqual(['cn', 'us', 'us-e', 'eu', 'eu-w', 'in', 'sg']);
  });
});

describe('iconUrl', () => {
  it.each([
    ['https://openapi.tuyacn.com', 'smart/icon/a_0.png', 'https://images.tuyacn.com/smart/icon/a_0.png'],
    ['https://openapi.tuyacn.com', '/smart/icon/a.png', 'https://images.tuyacn.com/smart/icon/a.png'],
    ['https://openapi-ueaz.tuyaus.com', 'a.png', 'https://images.tuyaus.com/a.png'],
    ['https://custom.example', 'a.png', 'https://images.tuyaus.com/a.png'],
  ])('joins %s and %s', (endpoint, icon, url) => {
    expect(iconUrl(endpoint, icon)).toBe(url);
  });

  it.each([
    undefined,
    '',
    '//evil.example/a.png',
    'https://evil.example/a.png',
    'javascript:alert(1)',
    'data:image/png;base64,x',
    '../../a.png',
    'a/../../b.png',
    '\\\\evil.example\\a.png',
    'a.png?x=1',
    'a.png#x',
    'a b.png',
    'a.png"><script>',
    '%2e%2e/a.png',
  ])('refuses %j', (icon) => {
    expect(iconUrl('https://openapi.tuyaeu.com', icon)).toBeUndefined();
  });
});
