import type { Asking } from '../../base/asking.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { DeviceRef } from '../projects/project.js';
import type { ProjectStore } from '../projects/projectStore.js';
import type { ImportedModels } from './importedModels.js';
import type { KeptModels } from './keptModels.js';
import { layeredPoints } from './layers.js';
import { ModelReading, type ModelReadingDeps } from './modelReading.js';
import type { PointChange } from './pointChanges.js';
import type { ProductChanges } from './productChanges.js';
import type { KnownModel, ModelState, ProductModel, ProductModelReader, ProductRef } from './productModel.js';
import type { ProjectAccess } from './projectAccess.js';

interface ProductModelsDeps extends Omit<ModelReadingDeps, 'endpointOf'> {
  readonly projects: Pick<ProjectStore, 'get' | 'list' | 'onDidChange'>;
  readonly kept: Pick<KeptModels, 'read' | 'write' | 'forget'>;
  readonly access: Pick<ProjectAccess, 'of' | 'learn' | 'forget'>;
  readonly imports: Pick<ImportedModels, 'of' | 'keep' | 'remove' | 'lookAgain'>;
  readonly changes: ProductChanges;
}

interface Product {
  readonly ref: ProductRef;
  readonly reading: ModelReading;
  imported: ProductModel | undefined;
  /** Resolves when what is kept on this computer is known; undefined until somebody asked. */
  ready: Promise<void> | undefined;
  known: KnownModel | undefined;
}

/**
 * The models of products: what the cloud says, read once for all windows, what was imported without a call, and what a
 * person changed.
 */
export class ProductModels extends Disposable implements ProductModelReader {
  private readonly products = new Map<string, Product>();
  private readonly ended = new AbortController();
  /** Where each project is; of a project that is removed nobody else knows it any more. */
  private endpoints: ReadonlyMap<string, string>;
  private readonly changed = this._register(new Emitter<ProductRef>());
  readonly onDidChange: Event<ProductRef> = this.changed.event;

  constructor(private readonly deps: ProductModelsDeps) {
    super();
    const { projects, changes } = deps;
    this.endpoints = endpointsOf(projects);
    this._register(toDisposable(() => this.ended.abort()));
    this._register(changes.onDidChange(() => this.changedAll()));
    this._register(
      projects.onDidChange(({ removed, rekeyed }) => void this.dropProjects([...removed, ...rekeyed])),
    );
  }

  known(ref: ProductRef): KnownModel {
    const product = this.product(ref);
    void this.ready(product);
    return (product.known ??= this.knownOf(product));
  }

  /** {@link known}, after a look at what is kept of it on this computer. Costs no call, and never rejects. */
  async kept(ref: ProductRef): Promise<KnownModel> {
    await this.ready(this.product(ref));
    return this.known(ref);
  }

  /** What asking the cloud came to, whatever was imported to stand for it. */
  ofCloud(ref: ProductRef): ModelState {
    return this.product(ref).reading.state;
  }

  async load(
    device: DeviceRef & { readonly productId: string },
    codes: Iterable<string>,
    asking: Asking,
  ): Promise<void> {
    if (device.productId === '' || this.isDisposed) return;
    const product = this.product(device);
    await this.ready(product);
    await product.reading.load(device.deviceId, codes, asking);
  }

  async renew(device: DeviceRef & { readonly productId: string }, asking: Asking): Promise<void> {
    if (device.productId === '' || this.isDisposed) return;
    const product = this.product(device);
    await this.ready(product);
    await product.reading.renew(device.deviceId, asking);
  }

  /**
   * Changes what a data point means, for all projects; undefined takes the person's own change back.
   * @throws ChangesFileError where the file of changes can't be read: it stays as it is
   */
  override(productId: string, code: string, change: PointChange | undefined): Promise<void> {
    return this.deps.changes.set(new Map([[productId, [[code, change]]]]));
  }

  /** Keeps models that were read from a file; they stand where the cloud has none. */
  async importModel(models: readonly ProductModel[]): Promise<void> {
    for (const model of models) {
      await this.deps.imports.keep(model);
      await this.importedAnew(model.productId);
    }
  }

  async removeImport(productId: string): Promise<void> {
    await this.deps.imports.remove(productId);
    await this.importedAnew(productId);
  }

  importOf(productId: string): Promise<ProductModel | undefined> {
    return this.deps.imports.of(productId);
  }

  /** Looks again at what other windows may have changed. Never rejects. */
  async refresh(): Promise<void> {
    this.deps.imports.lookAgain();
    await this.deps.changes.refresh();
    await Promise.all(
      [...this.products.values()].map(async (product) => {
        await product.reading.lookAgain();
        await this.takeImport(product);
      }),
    );
  }

  private product(ref: ProductRef): Product {
    const key = `${ref.projectId}\n${ref.productId}`;
    let product = this.products.get(key);
    if (!product) {
      const { projectId, productId } = ref;
      const own: ProductRef = { projectId, productId };
      const deps = { ...this.deps, endpointOf: (id: string) => this.deps.projects.get(id)?.endpoint };
      const reading = new ModelReading(deps, own, this.ended.signal, () => this.changedOne(key));
      product = { ref: own, reading, imported: undefined, ready: undefined, known: undefined };
      this.products.set(key, product);
    }
    return product;
  }

  private ready(product: Product): Promise<void> {
    return (product.ready ??= (async () => {
      await this.deps.changes.ready();
      await product.reading.look();
      await this.takeImport(product);
    })());
  }

  private async takeImport(product: Product): Promise<void> {
    const imported = await this.deps.imports.of(product.ref.productId);
    if (imported?.readAt === product.imported?.readAt) return;
    product.imported = imported;
    this.fire(product);
  }

  private async importedAnew(productId: string): Promise<void> {
    for (const product of this.products.values())
      if (product.ref.productId === productId) await this.takeImport(product);
  }

  private knownOf({ ref: { productId }, reading: { state }, imported }: Product): KnownModel {
    const own = state.state === 'read' ? state.model.points : [];
    const changes = this.deps.changes.of(productId);
    return {
      reading: standIn(state, imported),
      points: layeredPoints(own, imported?.points ?? [], changes),
      changedByHand: new Set(changes.keys()),
    };
  }

  private changedOne(key: string): void {
    const product = this.products.get(key);
    if (product) this.fire(product);
  }

  private changedAll(): void {
    for (const product of this.products.values()) this.fire(product);
  }

  private fire(product: Product): void {
    product.known = undefined;
    this.changed.fire(product.ref);
  }

  /** What a project's answers showed goes with its keys, the models of a data center with its last project. */
  private async dropProjects(ids: readonly string[]): Promise<void> {
    const before = this.endpoints;
    this.endpoints = endpointsOf(this.deps.projects);
    const used = new Set(this.endpoints.values());
    const gone = new Set(ids.flatMap((id) => before.get(id) ?? []).filter((each) => !used.has(each)));
    for (const [key, { ref, reading }] of this.products) {
      if (!ids.includes(ref.projectId)) continue;
      reading.drop();
      this.products.delete(key);
    }
    try {
      for (const id of ids) await this.deps.access.forget(id);
      for (const endpoint of gone) await this.deps.kept.forget(endpoint);
    } catch {
      // What is left holds nothing of a device or a person, and is read by nobody.
    }
  }
}

/** An imported model stands for the cloud's where that has none, or hasn't been asked, with what asking failed with. */
function standIn(state: ModelState, imported: ProductModel | undefined): ModelState {
  if (!imported || state.state === 'read' || state.state === 'loading') return state;
  return {
    state: 'read',
    model: imported,
    ...(state.state === 'failed' && { problem: state.problem }),
  };
}

function endpointsOf(projects: Pick<ProjectStore, 'list'>): ReadonlyMap<string, string> {
  return new Map(projects.list().map(({ id, endpoint }) => [id, endpoint]));
}
