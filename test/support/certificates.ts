import { createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIPv4 } from 'node:net';

/**
 * Certificates for servers on loopback, made when a test asks for them: Node can sign, but writes no X.509. As much
 * of DER as that takes, with keys on P-256.
 */

/** PEM, as `node:tls` takes them. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

export interface Authority {
  /** What a client has to trust. */
  readonly cert: string;
  /** A certificate for these host names and IPv4 addresses. */
  issue(...names: string[]): Identity;
  /** One that was good until yesterday, or will be from tomorrow on. */
  issueUntimely(when: 'expired' | 'notYet', ...names: string[]): Identity;
}

/** A certificate that vouches for itself. */
export function createSelfSigned(...names: string[]): Identity {
  const { privateKey, publicKey } = pair();
  const name = names[0] ?? 'nobody';
  return identity(privateKey, {
    subject: name,
    issuer: name,
    publicKey,
    signer: privateKey,
    extension: subjectNames(names),
  });
}

/** An authority that nobody knows unless a test says so. */
export function createAuthority(name: string): Authority {
  const { privateKey, publicKey } = pair();
  const cert = certificate({
    subject: name,
    issuer: name,
    publicKey,
    signer: privateKey,
    extension: basicConstraints,
  });
  const leaf = (names: readonly string[], from: number, until: number): Identity => {
    const own = pair();
    return identity(own.privateKey, {
      subject: names[0] ?? 'nobody',
      issuer: name,
      publicKey: own.publicKey,
      signer: privateKey,
      extension: subjectNames(names),
      from,
      until,
    });
  };
  return {
    cert,
    issue: (...names) => leaf(names, -dayMs, dayMs),
    issueUntimely: (when, ...names) =>
      when === 'expired' ? leaf(names, -3 * dayMs, -dayMs) : leaf(names, dayMs, 3 * dayMs),
  };
}

function identity(key: KeyObject, parts: Parts): Identity {
  return { key: key.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: certificate(parts) };
}

function pair(): { privateKey: KeyObject; publicKey: Buffer } {
  const made = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { privateKey: createPrivateKey(made.privateKey), publicKey: made.publicKey };
}

interface Parts {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: Buffer;
  readonly signer: KeyObject;
  readonly extension: Buffer;
  /** When it is good, ms from now. */
  readonly from?: number;
  readonly until?: number;
}

const dayMs = 86_400_000;

function certificate(parts: Parts): string {
  const { subject, issuer, publicKey, signer, extension, from = -dayMs, until = dayMs } = parts;
  const now = Date.now();
  const serial = Buffer.concat([Buffer.of(0x01), randomBytes(8)]);
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.of(2))), // version 3
    der(0x02, serial),
    ecdsaWithSha256,
    commonName(issuer),
    sequence(utcTime(now + from), utcTime(now + until)),
    commonName(subject),
    publicKey,
    der(0xa3, sequence(extension)),
  );
  const signature = sign('sha256', signed, signer);
  const whole = sequence(signed, ecdsaWithSha256, der(0x03, Buffer.concat([Buffer.of(0), signature])));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

function sequence(...contents: Buffer[]): Buffer {
  return der(0x30, ...contents);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function utcTime(time: number): Buffer {
  const text = new Date(time).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return der(0x17, Buffer.from(text.slice(2), 'latin1'));
}

function commonName(name: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name, 'utf8')))));
}

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));

/** An authority, and critical. */
const basicConstraints = sequence(
  oid('551d13'),
  der(0x01, Buffer.of(0xff)),
  der(0x04, sequence(der(0x01, Buffer.of(0xff)))),
);

function subjectNames(names: readonly string[]): Buffer {
  const entries = names.map((name) =>
    isIPv4(name)
      ? der(0x87, Buffer.from(name.split('.').map(Number)))
      : der(0x82, Buffer.from(name, 'latin1')),
  );
  return sequence(oid('551d11'), der(0x04, sequence(...entries)));
}
