import type { HttpRequest, HttpResponse, HttpTransport } from '../../base/http.js';

/** Shorter texts are words and numbers: masking them would only make holes. */
const shortest = 6;
const mostTexts = 20_000;

/** Names whose values say what went wrong, and nothing about anybody. */
const harmless: ReadonlySet<string> = new Set(['tid', 'msg', 't', 'code']);

/**
 * Stands between a client and its transport, counts what is asked and remembers every text that an answer holds:
 * whatever of it turned up in a report would be somebody's name, id, address or secret.
 */
export class Listener {
  requests = 0;
  private readonly heard = new Set<string>();

  /** Every text of every answer, besides the ones it was given. */
  get texts(): readonly string[] {
    return [...this.heard];
  }

  add(...texts: readonly (string | undefined)[]): void {
    for (const text of texts) {
      if (text !== undefined && text.length >= shortest && this.heard.size < mostTexts) this.heard.add(text);
    }
  }

  around(transport: HttpTransport): HttpTransport {
    return {
      send: async (
        request: HttpRequest,
        signal?: AbortSignal,
        onSent?: () => void,
      ): Promise<HttpResponse> => {
        this.requests++;
        this.add(request.headers['sign'], request.headers['access_token'], request.headers['nonce']);
        const response = await transport.send(request, signal, onSent);
        this.listen(response.body);
        return response;
      },
      close: () => transport.close(),
    };
  }

  private listen(body: Uint8Array): void {
    let json: unknown;
    try {
      json = JSON.parse(Buffer.from(body).toString('utf8'));
    } catch {
      // No answer of Tuya's: nothing of it is ever shown.
      return;
    }
    this.collect(json);
  }

  /** Without recursion: a text may lie at any depth, and an answer may be nested deeper than the stack. */
  private collect(answer: unknown): void {
    const parts: (readonly [name: string, value: unknown])[] = [['', answer]];
    for (let part = parts.pop(); part && this.heard.size < mostTexts; part = parts.pop()) {
      const [name, value] = part;
      if (typeof value === 'string') {
        if (!harmless.has(name)) this.add(value);
      } else if (typeof value === 'object' && value !== null) {
        const isList = Array.isArray(value);
        for (const [key, each] of Object.entries(value)) parts.push([isList ? name : key, each]);
      }
    }
  }
}
