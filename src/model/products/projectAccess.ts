import * as z from 'zod';
import type { TextFiles } from '../../base/storage.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import { isOfTheCalls, routes, type Asked, type Route } from './productCalls.js';
import { fileKey } from './fileNames.js';

/** So long a refusal is believed: whoever subscribes to an API today has it tomorrow without a word. */
const believedForMs = 86_400_000;
/** Of products that were refused alone; beyond it the oldest are asked for again. */
const productsAtMost = 200;

const refusal = z.object({
  at: z.number(),
  operation: z.string().max(60),
  reason: z.enum(['permission', 'subscription']),
  remedy: z.enum(['linkAccount', 'subscribeApi', 'authorizeApi', 'renewPlan', 'payBill']),
  code: z.number().optional(),
});
type Refusal = z.infer<typeof refusal>;

const stored = z.object({
  version: z.literal(1),
  /** Ways that the whole project may not take. */
  closed: z.partialRecord(z.enum(routes), refusal),
  /** Products that were refused though the calls may be open. */
  products: z.array(z.tuple([z.string().max(200), refusal])).max(productsAtMost),
  hasAnswered: z.boolean(),
});
type Stored = z.infer<typeof stored>;

/** What a project may ask for, as its own answers showed. All windows share it, and a day later it is asked anew. */
export interface Access {
  /** Why the project may not go this way; undefined where it may. */
  closedBy(route: Route): TuyaError | undefined;
  /** Why this product isn't worth a call; undefined where it is. */
  refusalOf(productId: string): TuyaError | undefined;
  /** Which ways are open is known: several products may be asked for side by side. */
  readonly isKnown: boolean;
}

export class ProjectAccess {
  constructor(
    private readonly files: TextFiles,
    private readonly now: () => number,
  ) {}

  async of(projectId: string): Promise<Access> {
    const { closed, products, hasAnswered } = await this.read(projectId);
    const firstClosed = Object.values(closed)[0];
    const areAllClosed = routes.every((route) => closed[route]);
    return {
      closedBy: (route) => closed[route] && errorOf(closed[route]),
      refusalOf: (productId) => {
        const found = areAllClosed ? firstClosed : products.find(([id]) => id === productId)?.[1];
        return found && errorOf(found);
      },
      isKnown: hasAnswered || areAllClosed,
    };
  }

  /** Takes what asking for a product showed. */
  async learn(projectId: string, productId: string, { outcome, refused }: Asked): Promise<void> {
    const before = await this.read(projectId);
    const at = this.now();
    const others = before.products.filter(([id]) => id !== productId);
    const closed = { ...before.closed };
    // "No right" may be of this device alone, unless the device answered another way or a second product says the same.
    const isOfProject = outcome.kind === 'read' || (others.length > 0 && !before.hasAnswered);
    for (const [route, error] of refused) {
      const of = refusalOf(error, at);
      if (!of) continue;
      if (isOfProject || isOfTheCalls(error)) closed[route] = of;
      // v1.0 isn't asked where v1.1 is refused: they are of one group.
      if (route === 'v1.1' && closed['v1.1']) closed['v1.0'] = of;
    }
    if (outcome.kind === 'read') delete closed[outcome.route];
    const own = outcome.kind === 'refused' ? refusalOf(outcome.problem, at) : undefined;
    const products = own ? [...others, [productId, own] satisfies [string, Refusal]] : others;
    const after: Stored = {
      version: 1,
      closed,
      products: products.slice(-productsAtMost),
      hasAnswered: before.hasAnswered || outcome.kind === 'read',
    };
    if (JSON.stringify(after) !== JSON.stringify(before))
      await this.files.write(nameOf(projectId), JSON.stringify(after));
  }

  async forget(projectId: string): Promise<void> {
    await this.files.remove(nameOf(projectId));
  }

  private async read(projectId: string): Promise<Stored> {
    const text = await this.files.read(nameOf(projectId)).catch(() => undefined);
    const found = parse(text) ?? { version: 1, closed: {}, products: [], hasAnswered: false };
    const isFresh = ({ at }: Refusal): boolean => Math.abs(this.now() - at) < believedForMs;
    return {
      ...found,
      closed: Object.fromEntries(Object.entries(found.closed).filter(([, each]) => isFresh(each))),
      products: found.products.filter(([, each]) => isFresh(each)),
    };
  }
}

function nameOf(projectId: string): string {
  return `products/access/${fileKey(projectId)}.json`;
}

function parse(text: string | undefined): Stored | undefined {
  if (text === undefined) return undefined;
  try {
    return stored.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function refusalOf(error: unknown, at: number): Refusal | undefined {
  if (!TuyaError.is(error)) return undefined;
  const { operation, reason, remedy, code } = error;
  return refusal.safeParse({ at, operation, reason, remedy, code }).data;
}

/** The same words as when it was new. */
function errorOf({ operation, reason, remedy, code }: Refusal): TuyaError {
  return new TuyaError(reason, {
    operation: operation as TuyaError['operation'],
    message: 'The project may not ask for the models of products.',
    remedy,
    code,
  });
}
