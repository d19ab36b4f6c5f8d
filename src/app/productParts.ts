import { join } from 'node:path';
import type { Clock } from '../base/clock.js';
import { FileLock } from '../base/fileLock.js';
import type { DisposableStore } from '../base/lifecycle.js';
import type { Owners } from '../model/meter/owners.js';
import { fileKey } from '../model/products/fileNames.js';
import { ImportedModels } from '../model/products/importedModels.js';
import { KeptModels } from '../model/products/keptModels.js';
import { ProductChanges } from '../model/products/productChanges.js';
import { ProductModels } from '../model/products/productModels.js';
import { ProjectAccess } from '../model/products/projectAccess.js';
import type { Connections } from '../model/projects/connections.js';
import type { ProjectStore } from '../model/projects/projectStore.js';
import type { CoreDeps } from './coreDeps.js';

interface ProductParts {
  readonly projects: ProjectStore;
  readonly connections: Connections;
  readonly clock: Clock;
  readonly owners: Owners;
}

/** The models of products, with what is kept of them for all windows. */
export function productParts(deps: CoreDeps, parts: ProductParts, own: DisposableStore) {
  const { files, storageFolder } = deps;
  const { projects, connections, clock, owners } = parts;
  const log = deps.log.child('products');
  const lock = (...name: readonly string[]): FileLock => {
    const path = join(storageFolder, 'products', 'locks', `${fileKey(...name)}.lock`);
    return new FileLock({ path, owners, clock });
  };
  const workspace = deps.workspaceProducts;
  const productChanges = own.add(new ProductChanges({ files, lock: lock('changes'), workspace, log }));
  const imports = new ImportedModels(files);
  const productModels = own.add(
    new ProductModels({
      projects,
      clients: connections,
      kept: new KeptModels(files, storageFolder),
      access: new ProjectAccess(
        files,
        () => clock.now(),
        (projectId) => lock('refusals', projectId),
      ),
      imports,
      changes: productChanges,
      lock,
      clock,
      log,
    }),
  );
  return { productModels, productChanges };
}
