import { describe, expect, it } from 'vitest';
import { sign, wirePath, type SignableRequest } from '../../../../src/tuya/wire/signer.js';
import vectors from '../../../fixtures/sign-vectors.json' with { type: 'json' };

interface Vector {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
  readonly token: boolean;
  readonly sign: string;
}

const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const;

function requestOf({ method: name, url, body }: Vector): SignableRequest {
  const method = methods.find((candidate) => candidate === name);
  if (!method) throw new Error(`A vector with the method ${name}`);
  const [path = '', query = ''] = url.split('?', 2);
  return {
    method,
    path,
    // From the back, so that the order of the signature is the signer's own doing.
    query: query === '' ? [] : query.split('&').reverse().map(pairOf),
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
  };
}

function pairOf(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function inputsFor(vector: Vector, signedHeaders: readonly (readonly [string, string])[]) {
  return {
    accessId: vectors.clientId,
    accessSecret: vectors.secret,
    ...(vector.token ? { accessToken: vectors.accessToken } : {}),
    time: Number(vectors.t),
    nonce: vectors.nonce,
    signedHeaders,
  };
}

const signedHeaders = vectors.signedHeaders.map(([name = '', value = '']) => [name, value] as const);

describe('sign', () => {
  it.each<Vector>(vectors.documented)('answers the published signature of $method $url', (vector) => {
    const signature = sign(requestOf(vector), inputsFor(vector, signedHeaders));
    expect(signature.sign).toBe(vector.sign);
    expect(signature.headers['signature-headers']).toBe('area_id:call_id');
  });

  it.each<Vector>(vectors.computed)('answers the computed signature of $method $url $body', (vector) => {
    expect(sign(requestOf(vector), inputsFor(vector, [])).sign).toBe(vector.sign);
  });

  it('shows the string to sign: decoded, sorted, two line ends where no header is signed', () => {
    const request: SignableRequest = {
      method: 'GET',
      path: '/v1.0/devices/x/logs',
      query: [
        ['type', '1,2'],
        ['start_row_key', 'QUJD=='],
        ['codes', 'ä b'],
      ],
    };
    const { stringToSign } = sign(request, inputsFor({ ...(vectors.computed[0] as Vector) }, []));
    expect(stringToSign.split('\n')).toEqual([
      'GET',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '',
      '/v1.0/devices/x/logs?codes=ä b&start_row_key=QUJD==&type=1,2',
    ]);
    expect(wirePath(request)).toBe(
      '/v1.0/devices/x/logs?codes=%C3%A4%20b&start_row_key=QUJD%3D%3D&type=1%2C2',
    );
  });

  it('has no question mark without a query', () => {
    expect(wirePath({ method: 'GET', path: '/v1.0/devices', query: [] })).toBe('/v1.0/devices');
  });

  it('sends no access_token header with a token call', () => {
    const vector = vectors.computed[0] as Vector;
    expect(Object.keys(sign(requestOf(vector), inputsFor(vector, [])).headers).sort()).toEqual([
      'client_id',
      'nonce',
      'sign',
      'sign_method',
      't',
    ]);
  });
});
