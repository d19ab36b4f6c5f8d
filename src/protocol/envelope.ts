/**
 * What lies on the wire between host and webview. A message is read field by field here, with own
 * properties only, before anybody looks at its body; what isn't one of these shapes is nothing.
 */
export type Envelope =
  | { readonly kind: 'ready'; readonly session: string }
  | { readonly kind: 'event'; readonly session: string; readonly name: string; readonly body: unknown }
  | {
      readonly kind: 'request';
      readonly session: string;
      readonly id: number;
      readonly name: string;
      readonly body: unknown;
    }
  | { readonly kind: 'cancel'; readonly session: string; readonly id: number }
  | { readonly kind: 'result'; readonly session: string; readonly id: number; readonly body: unknown }
  | {
      readonly kind: 'error';
      readonly session: string;
      readonly id: number;
      readonly reason: string;
      readonly message: string;
    };

const maxNameLength = 100;

export function readEnvelope(message: unknown): Envelope | undefined {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return undefined;
  const field = (name: string): unknown =>
    Object.hasOwn(message, name) ? (message as Record<string, unknown>)[name] : undefined;
  const kind = field('kind');
  const session = field('session');
  if (!isShortText(session)) return undefined;
  if (kind === 'ready') return { kind, session };
  const name = field('name');
  const body = field('body');
  if (kind === 'event') return isShortText(name) ? { kind, session, name, body } : undefined;
  const id = field('id');
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0) return undefined;
  switch (kind) {
    case 'request':
      return isShortText(name) ? { kind, session, id, name, body } : undefined;
    case 'cancel':
      return { kind, session, id };
    case 'result':
      return { kind, session, id, body };
    case 'error': {
      const reason = field('reason');
      const text = field('message');
      return isShortText(reason) && typeof text === 'string'
        ? { kind, session, id, reason, message: text }
        : undefined;
    }
    default:
      return undefined;
  }
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= maxNameLength;
}
