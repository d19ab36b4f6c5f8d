import type { RequestHandler } from '../../protocol/channel.js';

/** A request whose body is of this shape. */
export function request<Params, Result>(
  schema: { parse(body: unknown): Params },
  handle: (params: Params, signal: AbortSignal) => Result | Promise<Result>,
): RequestHandler<Params, Result> {
  return {
    parse: (body) => schema.parse(body),
    handle: async (params, signal) => handle(params, signal),
  };
}

/** A request that only has something done. */
export function order<Params>(
  schema: { parse(body: unknown): Params },
  act: (params: Params) => void | Promise<void>,
): RequestHandler<Params, null> {
  return request(schema, async (params) => {
    await act(params);
    return null;
  });
}
