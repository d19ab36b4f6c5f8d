import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { TextFiles } from '../../base/storage.js';
import type { PointModel } from '../values/pointModel.js';
import { fileKey } from './fileNames.js';
import { pointsAtMost } from './normalise.js';
import type { Answer } from './productCalls.js';
import { sweepOldest } from './sweepOldest.js';

/** Codes that a product was asked about in vain; beyond it no more of them make it be asked again. */
export const missingAtMost = 500;
/** What models may take of the disk; beyond it the oldest go, and are read again when they are needed. */
const limits = { files: 1_000, bytes: 50_000_000 };

const text = z.string().max(300);
const number = z.number();
const point = z.object({
  code: z.string().min(1).max(128),
  dpId: number.int().optional(),
  name: text.optional(),
  access: z.enum(['ro', 'wr', 'rw']).optional(),
  type: z
    .enum([
      ...(['boolean', 'integer', 'float', 'enum', 'string', 'json', 'raw', 'bitmap'] as const),
      ...(['date', 'array', 'struct', 'other'] as const),
    ])
    .optional(),
  min: number.optional(),
  max: number.optional(),
  step: number.positive().optional(),
  scale: number.int().min(0).max(10).optional(),
  unit: text.optional(),
  range: z.array(text).min(1).max(1_000).optional(),
  labels: z.array(text).min(1).max(1_000).optional(),
  full: number.int().positive().optional(),
  maxLength: number.int().positive().optional(),
});

/** Points as a file of ours has them. */
export const keptPoints = z.array(point).max(pointsAtMost) as unknown as z.ZodType<readonly PointModel[]>;

const kept = z.object({
  version: z.literal(1),
  productId: z.string(),
  at: z.number().nonnegative().max(8.64e15),
  model: z
    .object({
      source: z.enum(['thingModel', 'specification']),
      category: text.optional(),
      points: keptPoints,
      unread: number.int().optional(),
    })
    .optional(),
  missing: z.array(text).max(missingAtMost),
});

/** JSON has no `undefined`: what is absent in a file is absent here. */
export interface KeptModel {
  readonly version: 1;
  readonly productId: string;
  /** When the cloud said so, epoch ms. */
  readonly at: number;
  /** Absent where the cloud has none. */
  readonly model?: Answer | undefined;
  /** Codes that devices reported and that the model doesn't know: they were asked for in vain. */
  readonly missing: readonly string[];
}

/**
 * What the clouds said of products, one file each, for all windows and all projects of a data center. Holds nothing of a
 * device or a person.
 */
export class KeptModels {
  /** @param folder where `files` has its files */
  constructor(
    private readonly files: TextFiles,
    private readonly folder: string,
  ) {}

  /** A file that can't be read is none. */
  async read(endpoint: string, productId: string): Promise<KeptModel | undefined> {
    try {
      const found = await this.files.read(nameOf(endpoint, productId));
      const { data } = kept.safeParse(found === undefined ? undefined : JSON.parse(found));
      return data?.productId === productId ? (data as KeptModel) : undefined;
    } catch {
      return undefined;
    }
  }

  async write(endpoint: string, model: KeptModel): Promise<void> {
    await this.files.write(nameOf(endpoint, model.productId), JSON.stringify(model));
    await sweepOldest(join(this.folder, root), limits);
  }

  /** Forgets all products of a data center. */
  async forget(endpoint: string): Promise<void> {
    await rm(join(this.folder, root, fileKey(endpoint)), { recursive: true, force: true });
  }
}

const root = 'products/models';

function nameOf(endpoint: string, productId: string): string {
  return `${root}/${fileKey(endpoint)}/${fileKey(productId)}.json`;
}
