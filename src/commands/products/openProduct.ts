import * as vscode from 'vscode';
import { Coalescer } from '../../base/coalescer.js';
import { displayName } from '../../base/displayText.js';
import { DisposableStore } from '../../base/lifecycle.js';
import type { Core } from '../../app/core.js';
import type { ProductArg } from '../../platform/commands/commandArgs.js';
import type { NamedText } from '../../platform/prompts/virtualDocuments.js';
import type { CommandDeps } from '../commandDeps.js';
import { comparedProduct, productDocument, type ProductFacts } from './productDocument.js';
import { chooseProduct, givenProduct, knownProducts, loadModel, type KnownProduct } from './products.js';

/** A document that is looked at is renewed at most so often. */
const renewEveryMs = 1_000;

/** Shows a product's model, what was changed of it, and its devices; the document follows while it is open. */
export class ProductPages {
  private readonly following = new Map<string, DisposableStore>();

  constructor(private readonly deps: Pick<CommandDeps, 'core' | 'showDocument'>) {}

  async open(given: ProductArg | undefined): Promise<void> {
    const core = await this.deps.core.get();
    const product = await givenProduct(core, given, vscode.l10n.t('Which product?'));
    if (!product) return;
    await loadModel(core, product);
    const name = fileName(product);
    const text = async (): Promise<string> => productDocument(await factsOf(core, product));
    const replace = await this.deps.showDocument(name, await text(), { single: true });
    this.following.get(name)?.dispose();
    const following = new DisposableStore();
    this.following.set(name, following);
    const renew = async (): Promise<void> => {
      if (replace(await text())) return;
      following.dispose();
      if (this.following.get(name) === following) this.following.delete(name);
    };
    const renewal = following.add(new Coalescer<void>(renewEveryMs, () => void renew()));
    following.add(
      core.productModels.onDidChange(({ projectId, productId }) => {
        if (projectId === product.projectId && productId === product.productId) renewal.add();
      }),
    );
  }
}

/** Shows how the models of two products differ, in VS Code's own comparison. */
export async function compareProducts(deps: CommandDeps, given: ProductArg | undefined): Promise<void> {
  const core = await deps.core.get();
  const one = await givenProduct(core, given, vscode.l10n.t('Which product is to be compared?'));
  if (!one) return;
  const others = (await knownProducts(core)).filter((product) => !isSame(product, one));
  const other = await chooseProduct(
    core,
    others,
    vscode.l10n.t('Compare ‘{0}’ with which product?', nameOf(one)),
  );
  if (!other) return;
  for (const product of [one, other]) await loadModel(core, product);
  const side = async (product: KnownProduct): Promise<NamedText> => ({
    name: fileName(product),
    text: comparedProduct(await factsOf(core, product)),
  });
  await deps.showComparison(await side(one), await side(other), `${nameOf(one)} ↔ ${nameOf(other)}`);
}

function isSame(a: KnownProduct, b: KnownProduct): boolean {
  return a.projectId === b.projectId && a.productId === b.productId;
}

function nameOf({ name, productId }: KnownProduct): string {
  return displayName(name, productId);
}

/** As a tab has it; the ending says what it is. */
function fileName(product: KnownProduct): string {
  const name = nameOf(product).replace(/[\\/:*?"<>|]/gu, '_');
  return `${name} (${product.productId.replace(/[^\w-]/gu, '_')}).json`;
}

/** As they are now. */
async function factsOf(core: Core, { projectId, productId }: KnownProduct): Promise<ProductFacts> {
  const product = (await knownProducts(core)).find(
    (each) => each.projectId === projectId && each.productId === productId,
  );
  return {
    productId,
    name: product?.name,
    category: product?.category,
    known: core.productModels.known({ projectId, productId }),
    changes: core.productChanges.of(productId),
    devices: product?.devices ?? [],
  };
}
