import * as vscode from 'vscode';
import { sliceTime, takeBreak } from '../../base/timeSlicing.js';
import type { Core } from '../../app/core.js';
import { layeredPoints } from '../../model/products/layers.js';
import type { KnownModel } from '../../model/products/productModel.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { LinkedProducts } from '../../model/source/linkedProducts.js';
import type { SourceFacts } from '../../model/source/pointSite.js';
import { SourcePoints } from '../../model/source/sourcePoints.js';
import type { PointModel } from '../../model/values/pointModel.js';
import type { PlacedFile } from './workspaceFirmware.js';

/** The product that a file is for, with all that is known of it here. Nothing of it costs a call. */
export interface SourceProduct {
  readonly productId: string;
  readonly name: string | undefined;
  /** Undefined where no project of this window knows the product. */
  readonly projectId: string | undefined;
  /** The model's state, as the project's cloud told it; undefined where none is asked. */
  readonly known: KnownModel | undefined;
  /** Undefined where nobody knows its data points. */
  readonly points: SourcePoints | undefined;
  /** The file of the workspace that the points are from, where no cloud knows them. */
  readonly file: string | undefined;
  readonly devices: ProductDevices;
}

/** Devices of a product that are known here. */
export interface ProductDevices {
  /** Those that a person opened last come first; some of them. */
  readonly some: readonly DeviceRef[];
  readonly count: number;
}

const noDevices: ProductDevices = { some: [], count: 0 };
const devicesAtMost = 20;
/** Which devices are of a product is looked up again after so long, ms, where any has changed. */
const devicesHoldMs = 5_000;

interface FoundDevices {
  readonly at: number;
  readonly devices: Promise<ProductDevices>;
}

/** Finds the product of a file, and what is known of it. */
export class SourceProducts {
  private readonly found = new Map<string, FoundDevices>();

  constructor(
    private readonly core: Core,
    private readonly links: LinkedProducts,
  ) {}

  /** Undefined where nothing says which product the file is for. */
  async of(uri: vscode.Uri, facts: SourceFacts, placed: PlacedFile): Promise<SourceProduct | undefined> {
    const linked = this.links.of(uri.toString());
    const productId = linked?.productId ?? placed.index.product(placed.path, facts)?.productId;
    if (productId === undefined) return undefined;
    const cloud = await this.ofCloud(productId, linked?.projectId);
    if (cloud?.points) return cloud;
    const local = await this.ofWorkspace(productId, placed);
    const nothing = {
      productId,
      name: undefined,
      projectId: undefined,
      known: undefined,
      devices: noDevices,
    };
    return { ...(cloud ?? nothing), points: local?.points, file: local?.file };
  }

  /** The project that knows most of it: the linked one, that of the workspace, any other. */
  private async ofCloud(productId: string, linkedTo: string | undefined): Promise<SourceProduct | undefined> {
    const { projects, productModels, workspaceProject } = this.core;
    const ids = projects.list().map(({ id }) => id);
    const first = [linkedTo, workspaceProject.id].flatMap((id) =>
      id !== undefined && ids.includes(id) ? [id] : [],
    );
    let best: SourceProduct | undefined;
    for (const projectId of new Set([...first, ...ids])) {
      // What an earlier window read of the fleet stands in a file.
      await this.core.fleet.restored(projectId);
      const known = await productModels.kept({ projectId, productId });
      const devices = await this.devices(projectId, productId);
      const points = known.points.size > 0 ? new SourcePoints([...known.points.values()]) : undefined;
      const ref = devices.some[0];
      const name = ref && this.core.devices.device(ref)?.value.productName;
      const product = { productId, name, projectId, known, points, file: undefined, devices };
      if (points && devices.count > 0) return product;
      if ((points && !best?.points) || (!best && devices.count > 0)) best = product;
    }
    if (best) return best;
    const imported = await productModels.importOf(productId);
    if (!imported) return undefined;
    const points = await this.sourcePoints(productId, imported.points);
    return {
      productId,
      name: undefined,
      projectId: undefined,
      known: undefined,
      points,
      file: imported.file,
      devices: noDevices,
    };
  }

  /** In slices: a fleet has many devices, and a person is typing. */
  devices(projectId: string, productId: string): Promise<ProductDevices> {
    const key = `${projectId}\n${productId}`;
    const known = this.found.get(key);
    const now = this.core.clock.now();
    if (known && now - known.at < devicesHoldMs) return known.devices;
    const devices = this.look(projectId, productId);
    this.found.set(key, { at: now, devices });
    return devices;
  }

  private async look(projectId: string, productId: string): Promise<ProductDevices> {
    const recent = this.core.recent.list().filter((ref) => ref.projectId === projectId);
    const isOfProduct = (deviceId: string): boolean =>
      this.core.devices.device({ projectId, deviceId })?.value.productId === productId;
    const some = new Set(recent.map(({ deviceId }) => deviceId).filter(isOfProduct));
    let count = 0;
    let isOver = sliceTime();
    for (const [id, { value }] of this.core.devices.knownOf(projectId)) {
      if (isOver()) {
        await takeBreak();
        isOver = sliceTime();
      }
      if (value.productId !== productId) continue;
      count++;
      if (some.size < devicesAtMost) some.add(id);
    }
    return { some: [...some].map((deviceId) => ({ projectId, deviceId })), count };
  }

  /** Read as any other model is, with what a person changed. */
  private async sourcePoints(productId: string, points: readonly PointModel[]): Promise<SourcePoints> {
    const { productChanges } = this.core;
    await productChanges.ready();
    return new SourcePoints([...layeredPoints([], points, productChanges.of(productId)).values()]);
  }

  /** What a file of the workspace says of the product: that of the TuyaOpen IDE, of tuya-local, of tinytuya. */
  private async ofWorkspace(productId: string, { index, folder }: PlacedFile) {
    for (const path of index.describing(productId)) {
      const text = await textOf(vscode.Uri.joinPath(folder, path));
      const name = path.slice(path.lastIndexOf('/') + 1);
      const points = text === undefined ? undefined : await pointsOf(name, text, productId);
      if (points) return { points: await this.sourcePoints(productId, points), file: path };
    }
    return undefined;
  }
}

async function pointsOf(name: string, text: string, productId: string) {
  try {
    // It may be YAML, whose reader is only loaded for this.
    const { readImport } = await import('../../model/products/readImport.js');
    return readImport(name, text).find((product) => product.productId === productId)?.points;
  } catch {
    // A file that is being written, or is broken: nothing is known then.
    return undefined;
  }
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
  } catch {
    return undefined;
  }
}
