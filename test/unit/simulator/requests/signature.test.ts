import { describe, expect, it } from 'vitest';
import { expectedSignature } from '../../../../src/simulator/requests/signature.js';
import { readWirePath } from '../../../../src/simulator/requests/wirePath.js';
import vectors from '../../../fixtures/sign-vectors.json' with { type: 'json' };

interface Vector {
  method: string;
  url: string;
  token: boolean;
  sign: string;
  body?: string;
  name?: string;
}

function signed(vector: Vector, headers: Readonly<Record<string, string>>): string {
  const wire = readWirePath(encodeURI(vector.url));
  return expectedSignature({
    clientId: vectors.clientId,
    secret: vectors.secret,
    t: vectors.t,
    nonce: vectors.nonce,
    ...(vector.token ? { accessToken: vectors.accessToken } : {}),
    method: vector.method,
    path: wire.path,
    query: wire.query,
    headers,
    ...(vector.body === undefined ? {} : { body: Buffer.from(vector.body, 'utf8') }),
  });
}

const documented: Vector[] = vectors.documented;
const computed: Vector[] = vectors.computed;

describe('the signature', () => {
  const names = vectors.signedHeaders.map(([name]) => name ?? '').join(':');
  const headers = {
    'signature-headers': names,
    ...(Object.fromEntries(vectors.signedHeaders) as Record<string, string>),
  };

  it.each(documented)('is as published for $method $url', (vector) => {
    expect(signed(vector, headers)).toBe(vector.sign);
  });

  it.each(computed)('is as recomputed for $method $url $body', (vector) => {
    expect(signed(vector, {})).toBe(vector.sign);
  });

  it('sorts the query by key', () => {
    const [, business] = documented;
    if (!business) throw new Error('The vector is missing.');
    const turned = { ...business, url: '/v2.0/apps/schema/users?page_size=50&page_no=1' };
    expect(signed(turned, headers)).toBe(business.sign);
  });

  it('covers decoded values, whatever the encoding on the wire', () => {
    expect(readWirePath('/v1.0/devices/x/logs?start_row_key=QUJD%3D%3D&type=1%2C2').query).toEqual(
      new Map([
        ['start_row_key', 'QUJD=='],
        ['type', '1,2'],
      ]),
    );
    expect(readWirePath('/a?b=c+d').query.get('b')).toBe('c d');
    expect(() => readWirePath('/a?b=%zz')).toThrow(expect.objectContaining({ code: 1109 }));
  });
});
