import * as z from 'zod';
import type { TextFiles } from '../../base/storage.js';
import { fileKey } from './fileNames.js';
import { keptPoints } from './keptModels.js';
import type { ProductModel } from './productModel.js';

const stored = z.object({
  version: z.literal(1),
  productId: z.string().min(1).max(128),
  /** Epoch ms. */
  at: z.number(),
  file: z.string().max(300).optional(),
  points: keptPoints,
});

/** Models that were imported, one for each product, whatever project it is used in. */
export class ImportedModels {
  private readonly found = new Map<string, Promise<ProductModel | undefined>>();

  constructor(private readonly files: TextFiles) {}

  /** Never rejects: a file that can't be read is none. */
  of(productId: string): Promise<ProductModel | undefined> {
    let model = this.found.get(productId);
    if (!model) this.found.set(productId, (model = this.read(productId)));
    return model;
  }

  async keep(model: ProductModel): Promise<void> {
    const { productId, readAt: at, file, points } = model;
    await this.files.write(nameOf(productId), JSON.stringify({ version: 1, productId, at, file, points }));
    this.found.delete(productId);
  }

  async remove(productId: string): Promise<void> {
    await this.files.remove(nameOf(productId));
    this.found.delete(productId);
  }

  /** Another window may have imported something. */
  lookAgain(): void {
    this.found.clear();
  }

  private async read(productId: string): Promise<ProductModel | undefined> {
    try {
      const text = await this.files.read(nameOf(productId));
      const { data } = stored.safeParse(text === undefined ? undefined : JSON.parse(text));
      if (data?.productId !== productId) return undefined;
      const { at: readAt, file, points } = data;
      return { productId, source: 'import', readAt, ...(file !== undefined && { file }), points };
    } catch {
      return undefined;
    }
  }
}

function nameOf(productId: string): string {
  return `products/imports/${fileKey(productId)}.json`;
}
