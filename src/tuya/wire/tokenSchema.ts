import * as z from 'zod';
import type { StoredToken } from './tokenStore.js';
import { problemOf } from '../schemas/record.js';

// A token goes into a header: visible ASCII only.
const tokenSchema = z.string().regex(/^[\x21-\x7e]{1,1024}$/);
const grantSchema = z.object({
  access_token: tokenSchema,
  expire_time: z.unknown().optional(),
  expire: z.unknown().optional(),
});

/**
 * What Tuya documents, for an answer that doesn't say, or says that the token it gives has no time left: a token that ends
 * earlier is renewed on 1010.
 */
const usualLifetimeSeconds = 7200;

const storedSchema = z.object({
  version: z.literal(1),
  endpoint: z.string(),
  accessId: z.string(),
  accessToken: tokenSchema,
  obtainedAt: z.number(),
  expiresAt: z.number(),
});

/**
 * The token call's result. The lifetime is seconds left, called `expire_time` or `expire`; the usual one where neither
 * says more than 0.
 */
export function readGrant(raw: unknown): { readonly accessToken: string; readonly lifetimeMs: number } {
  const parsed = grantSchema.safeParse(raw);
  if (!parsed.success) throw problemOf(parsed.error, raw, 'result');
  const { access_token, expire_time, expire } = parsed.data;
  const seconds = secondsOf(expire_time) ?? secondsOf(expire) ?? usualLifetimeSeconds;
  return { accessToken: access_token, lifetimeMs: seconds * 1000 };
}

function secondsOf(value: unknown): number | undefined {
  const isText = typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value);
  const seconds = isText ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/** A token as a store gave it, if it's one, and belongs to these keys at this endpoint. */
export function readStoredToken(
  raw: unknown,
  owner: { readonly endpoint: string; readonly accessId: string },
): StoredToken | undefined {
  const parsed = storedSchema.safeParse(raw);
  if (!parsed.success) return undefined;
  const token = parsed.data;
  return token.endpoint === owner.endpoint && token.accessId === owner.accessId ? token : undefined;
}
