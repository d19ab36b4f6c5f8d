import { ApiError } from './apiError.js';

/** A request target taken apart. */
export interface WirePath {
  /** As it stood on the wire. */
  readonly path: string;
  readonly segments: readonly string[];
  /** Decoded; of a name given twice the last one counts, as in the gateway's own map. */
  readonly query: ReadonlyMap<string, string>;
}

/** @throws ApiError 1109 where the percent-encoding is broken. */
export function readWirePath(target: string): WirePath {
  const [path = '', ...rest] = target.split('?');
  const query = new Map<string, string>();
  const search = rest.join('?');
  for (const pair of search === '' ? [] : search.split('&')) {
    const at = pair.indexOf('=');
    const name = at < 0 ? pair : pair.slice(0, at);
    query.set(decoded(name), at < 0 ? '' : decoded(pair.slice(at + 1)));
  }
  return { path, segments: path.split('/').slice(1).map(decodedSegment), query };
}

/** A servlet reads a plus sign in a query as a space: whoever sends a raw `+` in a row key signs something else. */
function decoded(value: string): string {
  return decodedSegment(value.replaceAll('+', ' '));
}

function decodedSegment(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch (cause) {
    throw new ApiError(
      1109,
      cause instanceof URIError ? 'param is illegal: the URL is not well encoded' : undefined,
    );
  }
}
