import { isAbortError } from '../../../base/errors.js';
import { Emitter, type Event } from '../../../base/event.js';
import { Disposable, toDisposable } from '../../../base/lifecycle.js';
import { NotAdmittedError, type Asker } from '../../../base/asking.js';
import type { Clock } from '../../../base/clock.js';
import type { Device } from '../../../tuya/results.js';
import type { Connections } from '../../projects/connections.js';
import type { PointNames } from '../../details/pointNames.js';
import type { DeviceStore } from '../../fleet/deviceStore.js';
import type { KnownModel, ProductModelReader, ProductRef } from '../../products/productModel.js';
import type { DeviceRef } from '../../projects/project.js';
import { laneMembers } from '../chart/chartLane.js';
import type { LogRow } from '../rows/logTypes.js';
import type { LogSessionKey } from '../state/sessionState.js';
import { decodeLogValue, type KnownPoint } from '../rows/logValue.js';

export interface LogDevicesDeps {
  readonly devices: Pick<DeviceStore, 'device' | 'hold' | 'put' | 'onDidChange'>;
  readonly names: Pick<PointNames, 'of' | 'onDidChange'>;
  readonly connections: Pick<Connections, 'client'>;
  readonly models: Pick<ProductModelReader, 'known' | 'load' | 'onDidChange'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** A code of a device: from its status, or met in its log. */
export interface LogCode {
  readonly code: string;
  /** Numbers, booleans, and enums whose members the product tells can be drawn. */
  readonly chart: boolean;
}

/** So many devices fit into one log. */
export const logDevicesAtMost = 50;
/** Codes of a device that are offered: rows and a status may hold any number, and these are sorted for every state. */
const codesAtMost = 1_000;
/** Devices whose details aren't known are asked for, unless they are very many. */
const readAtMost = 20;
/** Products whose models are asked for. */
const modelsAtMost = 20;

/** A product by one of its devices, with the codes that were met of all of them. */
interface LogProduct {
  readonly device: DeviceRef & { readonly productId: string };
  readonly codes: Set<string>;
}

/** What is known of a device's data points, and what that was made of. */
interface KnownPoints {
  readonly device: Device;
  readonly model: KnownModel | undefined;
  readonly points: ReadonlyMap<string, KnownPoint>;
}

/** What is known of the devices of one log, by their index in it. */
export class LogDevices extends Disposable {
  readonly refs: readonly DeviceRef[];
  private readonly changed = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;
  private readonly ended = new AbortController();
  private readonly indexes: ReadonlyMap<string, number>;
  /** Codes met in rows, by device; whether they can be drawn. */
  private readonly met: readonly Map<string, boolean>[];
  /** By the device's index. */
  private readonly known = new Map<number, KnownPoints>();
  private reads = 0;

  constructor(
    key: LogSessionKey,
    private readonly deps: LogDevicesDeps,
  ) {
    super();
    this.refs = key.deviceIds.map((deviceId) => ({ projectId: key.projectId, deviceId }));
    this.indexes = new Map(key.deviceIds.map((id, index) => [id, index]));
    this.met = this.refs.map(() => new Map());
    this._register(toDisposable(() => this.ended.abort()));
    const isOurs = ({ projectId, deviceId }: DeviceRef): boolean =>
      projectId === key.projectId && this.indexes.has(deviceId);
    for (const ref of this.refs) this._register(deps.devices.hold(ref));
    this._register(
      deps.devices.onDidChange((refs) => {
        if (refs.some(isOurs)) this.changed.fire();
      }),
    );
    this._register(
      deps.names.onDidChange((ref) => {
        if (isOurs(ref)) this.changed.fire();
      }),
    );
    this._register(
      deps.models.onDidChange(({ projectId, productId }) => {
        const isUsed = this.refs.some((_, index) => this.device(index)?.productId === productId);
        if (projectId === key.projectId && isUsed) this.changed.fire();
      }),
    );
  }

  /** What devices and data points are called is just being found out. */
  get isReading(): boolean {
    return this.reads > 0;
  }

  device(index: number): Device | undefined {
    const ref = this.refs[index];
    return ref && this.deps.devices.device(ref)?.value;
  }

  idOf(index: number): string {
    return this.refs[index]?.deviceId ?? '';
  }

  /** As it was given, not made fit to be shown. */
  nameOf(index: number): string {
    const name = this.device(index)?.name?.trim() ?? '';
    return name === '' ? this.idOf(index) : name;
  }

  /** The name that somebody gave a data point, or else its product's name for it. */
  codeName(index: number, code: string): string | undefined {
    const ref = this.refs[index];
    if (!ref) return undefined;
    return this.deps.names.of(ref).get(code)?.name ?? nameIn(this.point(index, code), code);
  }

  /** By the device's present status and its product's model. The same object as long as neither changed. */
  point(index: number, code: string): KnownPoint {
    return this.points(index)?.get(code) ?? unknownPoint;
  }

  codes(index: number): readonly LogCode[] {
    const status = this.device(index)?.status ?? [];
    const fromStatus = status
      .slice(0, codesAtMost)
      .map(({ code, value }) => [code, typeof value === 'number' || typeof value === 'boolean'] as const);
    const all = new Map([...(this.met[index] ?? []), ...fromStatus]);
    return [...all]
      .map(([code, chart]) => ({ code, chart: chart || laneMembers(this.point(index, code)) !== undefined }))
      .sort((a, b) => a.code.localeCompare(b.code));
  }

  /** Takes codes from rows as they come. */
  meet(rows: Iterable<LogRow>): void {
    let isNew = false;
    for (const { device, code, value } of rows) {
      const met = this.met[device];
      if (code === undefined || !met || met.size >= codesAtMost || met.has(code)) continue;
      const { kind } = decodeLogValue(value, code, this.point(device, code));
      met.set(code, kind === 'number' || kind === 'boolean');
      isNew = true;
    }
    if (isNew) this.changed.fire();
  }

  /**
   * Asks for what isn't known whole, one call each. What can't be read stays as it is: the log says more. Whether more may
   * be asked for.
   */
  read(asker: Asker): Promise<boolean> {
    return this.whileReading(() => this.readUnknown(asker));
  }

  private async readUnknown(asker: Asker): Promise<boolean> {
    const { signal } = this.ended;
    const unknown = this.refs.filter((ref) => {
      const known = this.deps.devices.device(ref);
      return !known || known.slim === true;
    });
    for (const { projectId, deviceId } of unknown.slice(0, readAtMost)) {
      try {
        const client = await this.deps.connections.client(projectId, { asker, signal });
        const device = await client.devices.get(deviceId, signal);
        this.deps.devices.put(projectId, [device], this.deps.clock.now());
      } catch (error) {
        if (isAbortError(error) || error instanceof NotAdmittedError) return false;
      }
    }
    return true;
  }

  /**
   * Has the models of the devices' products read, each once, with the codes that were met. Nothing is asked for in the
   * background: a log that comes back by itself shows the models that are kept.
   */
  async readModels(asker: Asker): Promise<void> {
    if (asker !== 'background') await this.whileReading(() => this.readKnownProducts(asker));
  }

  private async whileReading<T>(read: () => Promise<T>): Promise<T> {
    this.reads++;
    try {
      return await read();
    } finally {
      this.reads--;
    }
  }

  private async readKnownProducts(asker: Asker): Promise<void> {
    const { signal } = this.ended;
    const { models } = this.deps;
    for (const { device, codes } of [...this.products().values()].slice(0, modelsAtMost)) {
      if (signal.aborted) return;
      await models.load(device, codes, { asker, signal });
      const { reading } = models.known(device);
      if (reading.state === 'failed' && reading.problem instanceof NotAdmittedError) return;
    }
  }

  private products(): ReadonlyMap<string, LogProduct> {
    const products = new Map<string, LogProduct>();
    this.refs.forEach((ref, index) => {
      const productId = this.device(index)?.productId;
      if (!productId) return;
      const product = products.get(productId) ?? { device: { ...ref, productId }, codes: new Set<string>() };
      products.set(productId, product);
      for (const { code } of this.codes(index)) product.codes.add(code);
    });
    return products;
  }

  private points(index: number): ReadonlyMap<string, KnownPoint> | undefined {
    const device = this.device(index);
    if (!device) return undefined;
    const product = this.productOf(index, device);
    const model = product && this.deps.models.known(product);
    const before = this.known.get(index);
    if (before?.device === device && before.model === model) return before.points;
    const points = new Map<string, KnownPoint>();
    for (const [code, one] of model?.points ?? []) points.set(code, { model: one });
    for (const one of device.status) points.set(one.code, { ...points.get(one.code), ...knownPoint(one) });
    this.known.set(index, { device, model, points });
    return points;
  }

  private productOf(index: number, { productId }: Device): ProductRef | undefined {
    const ref = this.refs[index];
    return ref && productId ? { projectId: ref.projectId, productId } : undefined;
  }
}

const unknownPoint: KnownPoint = {};

/** Undefined where it says no more than the code. */
function nameIn({ model }: KnownPoint, code: string): string | undefined {
  const name = model?.name?.trim();
  return name === undefined || name === '' || name === code ? undefined : name;
}

function knownPoint({ value, type }: Device['status'][number]): KnownPoint {
  const jsType = typeof value;
  return {
    ...((jsType === 'boolean' || jsType === 'number' || jsType === 'string' || jsType === 'object') && {
      jsType,
    }),
    ...(type !== undefined && { type }),
  };
}
