import { createHash, createHmac } from 'node:crypto';
import { keys } from '../support/faultServer.js';
import type { LabClient } from './labClient.js';
import { runPlainly, type PlainCall } from './plainReading.js';

/** The least that works: sign, fetch (undici's, as Node has it), read the JSON, and try again twice where that throws. */
export const plainClient: LabClient = {
  name: 'plain fetch loop',
  open: ({ origin }) => {
    const closing = new AbortController();
    let token: string | undefined;
    const send = async (call: PlainCall): Promise<unknown> => {
      for (let attempt = 1; ; attempt++) {
        try {
          const { url, init } = signed(origin, call, token);
          const response = await fetch(url, { ...init, signal: closing.signal });
          if (response.status >= 500 || response.status === 429) throw new Error(`HTTP ${response.status}`);
          return resultOf(await response.json());
        } catch (error) {
          if (attempt === 3 || error instanceof Refusal || closing.signal.aborted) throw error;
        }
      }
    };
    const ask = async (call: PlainCall): Promise<unknown> => {
      token ??= ((await send(tokenCall)) as { access_token: string }).access_token;
      return send(call);
    };
    return {
      run: (verb) => runPlainly(ask, verb),
      now: () => Date.now(),
      said: () => undefined,
      close: () => {
        closing.abort();
        return Promise.resolve();
      },
    };
  },
};

const tokenCall: PlainCall = { method: 'GET', path: '/v1.0/token', query: { grant_type: 1 } };

class Refusal extends Error {}

function resultOf(json: unknown): unknown {
  const { success, result, code, msg } = json as {
    success: boolean;
    result: unknown;
    code: number;
    msg: string;
  };
  if (!success) throw new Refusal(`${code}: ${msg}`);
  return result;
}

function signed(
  origin: string,
  { method, path, query = {}, body }: PlainCall,
  token = '',
): { url: string; init: RequestInit } {
  const names = Object.keys(query).sort();
  const pairs = (write: (value: string) => string): string =>
    names.map((name) => `${name}=${write(String(query[name]))}`).join('&');
  const withQuery = (text: string): string => (text === '' ? path : `${path}?${text}`);
  const text = body === undefined ? '' : JSON.stringify(body);
  const time = String(Date.now());
  const hash = createHash('sha256').update(text).digest('hex');
  const toSign = [method, hash, '', withQuery(pairs((value) => value))].join('\n');
  const sign = createHmac('sha256', keys.accessSecret)
    .update(keys.accessId + token + time + toSign)
    .digest('hex')
    .toUpperCase();
  return {
    url: origin + withQuery(pairs(encodeURIComponent)),
    init: {
      method,
      headers: {
        client_id: keys.accessId,
        sign,
        sign_method: 'HMAC-SHA256',
        t: time,
        ...(token !== '' && { access_token: token }),
        ...(text !== '' && { 'content-type': 'application/json' }),
      },
      ...(text !== '' && { body: text }),
    },
  };
}
