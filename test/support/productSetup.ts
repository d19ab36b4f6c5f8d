import { join } from 'node:path';
import { abortable } from '../../src/base/async.js';
import type { Asking } from '../../src/base/asking.js';
import { systemClock, type Clock } from '../../src/base/clock.js';
import { Emitter } from '../../src/base/event.js';
import { FileLock } from '../../src/base/fileLock.js';
import { silentLogger } from '../../src/base/logger.js';
import { createTextFiles } from '../../src/base/textFiles.js';
import { processOwners } from '../../src/model/meter/owners.js';
import { fileKey } from '../../src/model/products/fileNames.js';
import { ImportedModels } from '../../src/model/products/importedModels.js';
import { KeptModels } from '../../src/model/products/keptModels.js';
import { ProductChanges, type WorkspaceChanges } from '../../src/model/products/productChanges.js';
import type { ProductCalls } from '../../src/model/products/productCalls.js';
import { ProductModels } from '../../src/model/products/productModels.js';
import { ProjectAccess } from '../../src/model/products/projectAccess.js';
import type { Project } from '../../src/model/projects/project.js';
import type { ProjectsChange } from '../../src/model/projects/projectStore.js';
import type { PointDefinition, ProductDefinition } from '../../src/tuya/results.js';

/** A cloud as a test wants it: what each way answers, and what was asked. */
export class ScriptedProducts implements ProductCalls {
  readonly asked: string[] = [];
  private readonly answers = new Map<string, () => Promise<ProductDefinition>>();

  /** @param way `thingModel`, `v1.1`, `v1.0`, `iot-03`, or `*` for those that have no answer of their own */
  answer(way: string, answer: ProductDefinition | Error | (() => Promise<ProductDefinition>)): this {
    this.answers.set(way, () => {
      if (answer instanceof Error) return Promise.reject(answer);
      return typeof answer === 'function' ? answer() : Promise.resolve(answer);
    });
    return this;
  }

  thingModel(deviceId: string, signal?: AbortSignal): Promise<ProductDefinition> {
    return abortable(this.ask('thingModel', deviceId), signal);
  }

  specification(
    deviceId: string,
    form: 'v1.1' | 'v1.0' | 'iot-03',
    signal?: AbortSignal,
  ): Promise<ProductDefinition> {
    return abortable(this.ask(form, deviceId), signal);
  }

  private ask(way: string, deviceId: string): Promise<ProductDefinition> {
    this.asked.push(`${way} ${deviceId}`);
    const answer = this.answers.get(way) ?? this.answers.get('*');
    return answer ? answer() : Promise.reject(new Error(`Nobody said what ${way} answers.`));
  }
}

export function definition(
  points: readonly (string | PointDefinition)[],
  source: ProductDefinition['source'] = 'thingModel',
): ProductDefinition {
  const all = points.map((point) => (typeof point === 'string' ? { code: point, type: 'value' } : point));
  return { source, points: all, badRecords: [] };
}

export interface WindowOptions {
  readonly folder: string;
  readonly products: ProductCalls;
  readonly clock?: Clock;
  readonly workspace?: WorkspaceChanges;
  readonly projects?: readonly Pick<Project, 'id' | 'endpoint'>[];
  readonly client?: (projectId: string, asking: Asking) => Promise<{ readonly products: ProductCalls }>;
}

/** The models of one window; windows that share a folder share what is kept. */
export function productWindow(options: WindowOptions) {
  const { folder, products, clock = systemClock, workspace } = options;
  let projects = (options.projects ?? [{ id: 'p', endpoint: 'https://cloud.invalid' }]) as readonly Project[];
  const changed = new Emitter<ProjectsChange>();
  const files = createTextFiles(folder);
  const owners = processOwners(() => clock.now());
  const lock = (...name: readonly string[]): FileLock =>
    new FileLock({ path: join(folder, 'products', 'locks', `${fileKey(...name)}.lock`), owners, clock });
  const log = silentLogger;
  const models = new ProductModels({
    projects: {
      list: () => projects,
      get: (id) => projects.find((project) => project.id === id),
      onDidChange: changed.event,
    },
    clients: { client: options.client ?? (() => Promise.resolve({ products })) },
    kept: new KeptModels(files, folder),
    access: new ProjectAccess(
      files,
      () => clock.now(),
      (projectId) => lock('refusals', projectId),
    ),
    imports: new ImportedModels(files),
    changes: new ProductChanges({ files, lock: lock('changes'), workspace, log }),
    lock,
    clock,
    log,
  });
  return {
    models,
    files,
    /** What becomes of projects. */
    setProjects: (next: typeof projects, change: Partial<ProjectsChange>): void => {
      projects = next;
      changed.fire({ removed: [], rekeyed: [], ...change });
    },
  };
}
