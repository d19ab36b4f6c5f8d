import { describe, expect, it } from 'vitest';
import { createMask, masked } from '../../../../src/model/diagnosis/mask.js';

/** One of each kind, as they look. */
const planted: Readonly<Record<string, string>> = {
  accessSecret: '9f8e7d6c5b4a39281706f5e4d3c2b1a0',
  accessToken: '3f4eda2bdec17232f67c0b188af3eec1',
  signature: '9E48A3E93B302EEECC803C7241985D0A34EB944F40FB573C7B5C2A82158AF13E',
  accessId: '1KAD46OrT9HafiKdsXeg',
  deviceId: 'bf2f7e1c6a4d8e9b03xyzq',
  virtualDevice: 'vdevo154345678901234',
  uid: 'eu1623456789012AbCdE',
  numericUid: '15623456789',
  localKey: 'a1b2c3d4e5f6a7b8',
  symbolLocalKey: "'k$8~dL{vQ;2mZ|p",
  uuid: '5f2a1b3c4d5e6f70',
  dashedUuid: '5138cc3a-9033-d698-56923fd07b49'.replace('56923fd07b49', '9233-56923fd07b49'),
  mac: '90:35:ea:ff:fe:12:34:56',
  shortMac: '90-35-EA-12-34-56',
  ipv4: '203.0.113.77',
  ipv6: '2001:db8:85a3::8a2e:370:7334',
  email: 'ada.lovelace+tuya@mail.example.co.uk',
  phone: '+44 20 7946 0958',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.dozjgNryP4J3jVmNHl0w5N',
  nodeId: '00124b0022bc7e1f',
};

const sentences: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `The cloud says: ${secret}.`,
  (secret) => `(${secret})`,
  (secret) => `“${secret}”, refused`,
  (secret) => `first ${secret} then ${secret} again`,
  (secret) => `your ip(${secret}) don't have access to this API`,
];

describe('what the mask takes out without knowing it', () => {
  for (const [kind, secret] of Object.entries(planted)) {
    // A local key may hold any character: in the middle of punctuation nobody can tell where it begins.
    const shapes = kind === 'symbolLocalKey' ? sentences.slice(0, 1) : sentences;
    it.each(shapes.map((sentence) => sentence(secret)))(`${kind} in “%s”`, (text) => {
      expect(createMask().text(text)).not.toContain(secret);
      expect(createMask().text(text)).toContain(masked);
    });
  }

  it.each([
    'sign=abc',
    'https://x.example/v1.0/token?access_token=ab1&t=1',
    '{"local_key":"k$8","id":"q"}',
    "secret: 'short'",
    'uid=ab',
    'Authorization: Basic dTpw',
    'http://user:pw@proxy.example:8080',
    'device_id=abc,client_id=xyz',
    'accessToken: abc',
    'deviceIds=abc',
    '"gatewaysecret":"abc"',
    'url: https://x.example/?uid=abc',
    'macAddress: abc',
    'Error: token: abc',
    'msg: secret: abc',
    'header: client_id: abc',
    '--password=abc',
    '2fa_token=abc',
    'latitude=abc',
    '"longitude": abc',
    'macaddr=abc',
    'telephone=abc',
  ])('a named value: %s', (text) => {
    const clean = createMask().text(text);
    for (const secret of ['abc', '=ab1', 'k$8', 'short', 'uid=ab', 'dTpw', 'user:pw', '=xyz']) {
      expect(clean).not.toContain(secret);
    }
    expect(clean).toContain(masked);
  });

  it('leaves ordinary sentences as they are', () => {
    for (const text of [
      'The cloud refused the keys. Check the Access ID and Access Secret, and that the data center is right.',
      'This computer’s clock is 3600 seconds behind the cloud’s.',
      'Not tried: a diagnosis changes nothing. They are in the same API group as the reads above.',
      'API group: Smart Home Basic Service.',
      'Something answers, and it is not Tuya (HTTP 502).',
      'Devices: 1200.',
      'Requests go through a proxy, which lets them pass.',
      'Runs on this computer: no network is required.',
      'It belongs: to nobody. The design: plain. A guide: short. The latest: one. In a snapshot: two.',
      'macOS: new. Headphones: none. The balloon: red. Automobile: gone. A plate: clean. Signal: weak.',
      'The answer can’t be read. (answer: result.uid is missing)',
    ]) {
      expect(createMask().text(text)).toBe(text);
    }
  });
});

describe('what the mask takes out because it is known', () => {
  it.each([
    ['as it is', 'the name Wohnzimmer is', ['Wohnzimmer']],
    ['in another case', 'WOHNZIMMER', ['Wohnzimmer']],
    ['percent-encoded', 'a=K%C3%BCche%20oben', ['Küche oben']],
    ['in base64', Buffer.from('Küche oben').toString('base64'), ['Küche oben']],
    ['inside another', 'xxKüche obenxx', ['Küche', 'Küche oben']],
    ['with a letter that lower case makes longer', 'the İstanbul lamp', ['İstanbul']],
    ['with a hyphen', 'The proxy web-proxy.corp does not answer.', ['web-proxy.corp']],
    ['cut in the middle of a character', 'a lamp \ud83d, b', ['a lamp \ud83d']],
    ['with signs of a pattern', 'is a.*(b)[c]$ ok', ['a.*(b)[c]$']],
  ] as const)('%s', (_, text, known) => {
    const clean = createMask(known).text(text);
    for (const value of known) expect(clean.toLowerCase()).not.toContain(value.toLowerCase());
    expect(clean).toContain(masked);
    expect(clean).not.toContain('oben');
  });
});

describe('a trace id', () => {
  it('stays, for Tuya’s support', () => {
    const tid = 'c0ffee00c0ffee00c0ffee00c0ffee00';
    expect(createMask().traceId(tid)).toBe(tid);
  });

  it.each(['ada@example.com', '203.0.113.77', 'bf2f7e1c6a4d8e9b03xyzq', "'k$8~dL{vQ;2mZ|p", '<script>', ''])(
    'of another shape goes: %s',
    (tid) => {
      expect(createMask().traceId(tid)).toBe(masked);
    },
  );

  it('that is, or holds, something private goes', () => {
    const secret = '9f8e7d6c5b4a39281706f5e4d3c2b1a0';
    expect(createMask([secret]).traceId(secret)).toBe(masked);
    expect(createMask([secret]).traceId(secret.toUpperCase())).toBe(masked);
    expect(createMask([secret]).traceId(`${secret}ff`)).toBe(masked);
  });
});
