import type { HttpRequest } from '../../base/http.js';
import type { TokenDesk } from '../requests/tokens.js';
import type { World } from '../world/world.js';

/**
 * Which log queries the project's subscription allows: `any` answers as asked (`query_type` 2 is paid, all else
 * free), `free` refuses the paid form, `paid` takes a query without a type as paid.
 */
export type LogEdition = 'any' | 'free' | 'paid';

/** One call that passed the gateway: what an operation has to work with. */
export interface Call {
  readonly world: World;
  readonly tokens: TokenDesk;
  readonly schema: string;
  readonly edition: LogEdition;
  /** The true time, epoch milliseconds. */
  readonly now: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: ReadonlyMap<string, string>;
  readonly request: HttpRequest;
}

export type Handler = (call: Call) => unknown;

export function parameter(call: Call, name: string): string {
  const value = call.parameters[name];
  if (value === undefined) throw new RangeError(`The path has no “${name}”.`);
  return value;
}
