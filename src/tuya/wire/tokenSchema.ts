import * as z from 'zod';
import type { StoredToken } from './tokenStore.js';
import { FieldProblem, problemOf } from '../schemas/record.js';

// A token goes into a header: visible ASCII only.
const tokenSchema = z.string().regex(/^[\x21-\x7e]{1,1024}$/);
const lifetimeSchema = z.union([z.number(), z.string().regex(/^\d+$/)]).nullish();

const grantSchema = z.object({
  access_token: tokenSchema,
  expire_time: lifetimeSchema,
  expire: lifetimeSchema,
});

const storedSchema = z.object({
  version: z.literal(1),
  endpoint: z.string(),
  accessId: z.string(),
  accessToken: tokenSchema,
  obtainedAt: z.number(),
  expiresAt: z.number(),
});

/** The token call's result. The lifetime is seconds left, called `expire_time` or `expire`. */
export function readGrant(raw: unknown): { readonly accessToken: string; readonly lifetimeMs: number } {
  const parsed = grantSchema.safeParse(raw);
  if (!parsed.success) throw problemOf(parsed.error, raw, 'result');
  const lifetime = parsed.data.expire_time ?? parsed.data.expire;
  if (lifetime === null || lifetime === undefined) throw new FieldProblem('result.expire_time', 'is missing');
  return { accessToken: parsed.data.access_token, lifetimeMs: Math.max(0, Number(lifetime) * 1000) };
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
