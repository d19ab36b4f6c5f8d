import * as z from 'zod';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { StateStore } from '../../base/storage.js';
import { isProductId } from './pointSite.js';

const key = 'source/products';
const linksAtMost = 500;

/** Which product a file or folder is for, as a person said it. */
export interface LinkedProduct {
  /** Absent where no project of this window has it. */
  readonly projectId?: string;
  readonly productId: string;
}

const stored = z.array(
  z.object({
    /** Address of a file or of a folder, without a slash at its end. */
    at: z.string().min(1).max(4_000),
    productId: z.string().refine(isProductId),
    projectId: z.string().min(1).max(256).optional(),
  }),
);
type Stored = z.infer<typeof stored>[number];

/** The products that a person linked source to, kept with the workspace. */
export class LinkedProducts extends Disposable {
  private readonly changed = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;
  private read: { readonly raw: unknown; readonly links: readonly Stored[] } | undefined;

  /** @param state of the workspace */
  constructor(private readonly state: StateStore) {
    super();
  }

  /** Of the file itself, or of the nearest folder above it. */
  of(address: string): LinkedProduct | undefined {
    let best: Stored | undefined;
    for (const link of this.list())
      if (
        (address === link.at || address.startsWith(`${link.at}/`)) &&
        link.at.length > (best?.at.length ?? 0)
      )
        best = link;
    return (
      best && {
        productId: best.productId,
        ...(best.projectId !== undefined && { projectId: best.projectId }),
      }
    );
  }

  /** Of a folder: its own, and those of what lies in it. */
  within(folder: string): readonly LinkedProduct[] {
    const inside = this.list().filter(({ at }) => at.startsWith(`${folder}/`));
    return [folder, ...inside.map(({ at }) => at)].flatMap((at) => this.of(at) ?? []);
  }

  /** @param product undefined takes the link back */
  async link(at: string, product: LinkedProduct | undefined): Promise<void> {
    const others = this.list().filter((link) => link.at !== at);
    const next = product ? [{ at, ...product }, ...others].slice(0, linksAtMost) : others;
    await this.state.update(key, next);
    this.changed.fire();
  }

  /** Read once: a search asks for every file of a workspace. */
  private list(): readonly Stored[] {
    const raw = this.state.get(key);
    if (this.read && this.read.raw === raw) return this.read.links;
    const { data: links = [] } = stored.safeParse(raw);
    this.read = { raw, links };
    return links;
  }
}
