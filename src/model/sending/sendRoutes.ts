import type { CommandReceipt, PointCommand } from '../../tuya/api/commands.js';
import type { TuyaClient } from '../../tuya/client.js';
import type { CallInfo } from '../../tuya/operations.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import type { DeviceRef } from '../projects/project.js';
import type { PointModel } from '../values/pointModel.js';
import type { SendRoute } from './sentCommand.js';

/** A data point on its way, with what is known of it. */
export interface TargetPoint extends PointCommand {
  /** What its product says of the data point. */
  readonly model: PointModel | undefined;
  /** Its code in the thing model, where the standard set has another one. */
  readonly ownCode?: string | undefined;
}

export interface Target {
  readonly ref: DeviceRef;
  readonly productId: string | undefined;
  /** They go together: another way is another way for all of them. */
  readonly points: readonly TargetPoint[];
  /** Told each way before it is taken. */
  readonly onTry?: (route: SendRoute) => void;
  /** Asked when a call's turn has come, which may be long after it was asked for; what it throws keeps it from leaving. */
  readonly mayLeave?: () => void;
  /** Told what became of each call, also of one that is refused. */
  readonly onCall?: (info: CallInfo) => void;
}

export interface Arrival {
  readonly route: SendRoute;
  readonly receipt: CommandReceipt;
}

/** Not in the device's function set: surely nothing was done. */
const notInSet: ReadonlySet<number | undefined> = new Set([2008, 2003]);
/** The project may not use this API group, or its data center hasn't the path: surely nothing was done either. */
const closedWay: ReadonlySet<number | undefined> = new Set([
  1108, 28841101, 28841102, 28841103, 28841105, 28841106,
]);

/**
 * Finds the way by which data points can be set. Another way is taken only after a refusal that surely did nothing, and
 * the thing model's only where the model lets the cloud write. What worked is remembered for the product.
 */
export class SendRoutes {
  /** By project, product and code. */
  private readonly worked = new Map<string, SendRoute>();
  /** By project. */
  private readonly closed = new Map<string, Set<SendRoute>>();

  /**
   * @param mayGoOn asked before each further way: what stood in the way of the first would of the next; its failure is
   * thrown, and nothing has been done by then
   * @throws TuyaError: the clearest refusal, or `outcomeUnknown`
   */
  async send(
    client: Pick<TuyaClient, 'commands'>,
    target: Target,
    mayGoOn: () => void,
    signal?: AbortSignal,
  ): Promise<Arrival> {
    const tried = new Set<SendRoute>();
    let route: SendRoute | undefined = this.first(target);
    for (;;) {
      tried.add(route);
      target.onTry?.(route);
      try {
        const receipt = await post(client, route, target);
        for (const point of target.points) this.worked.set(keyOf(target, point), route);
        return { route, receipt };
      } catch (error) {
        if (!TuyaError.is(error)) throw error;
        if (closedWay.has(error.code)) this.closedOf(target).add(route);
        route = this.next(target, error, route, tried);
        // Whoever gave up meanwhile hears of the refusal: nothing was done.
        if (route === undefined || signal?.aborted === true) throw error;
        mayGoOn();
      }
    }
  }

  /** Other keys may have other rights. */
  drop(projectId: string): void {
    this.closed.delete(projectId);
    for (const key of this.worked.keys()) if (key.startsWith(`${projectId}\n`)) this.worked.delete(key);
  }

  private first(target: Target): SendRoute {
    const worked = target.points.flatMap((point) => this.worked.get(keyOf(target, point)) ?? []);
    // The thing model takes all that the standard set takes, and not the other way round.
    if (worked.includes('issue')) return target.points.every(isSettable) ? 'issue' : this.standard(target);
    return worked[0] ?? this.standard(target);
  }

  private standard(target: Target): SendRoute {
    return this.closedOf(target).has('iot-03') ? 'v1.0' : 'iot-03';
  }

  private next(
    target: Target,
    { code }: TuyaError,
    failed: SendRoute,
    tried: ReadonlySet<SendRoute>,
  ): SendRoute | undefined {
    const isOpen = (route: SendRoute): boolean => !tried.has(route) && !this.closedOf(target).has(route);
    const isClosed = closedWay.has(code);
    if (!isClosed && !notInSet.has(code)) return undefined;
    if (failed === 'issue') {
      // It had worked once and doesn't any more; where it came last, all have been tried.
      return tried.size === 1 ? (['iot-03', 'v1.0'] as const).find(isOpen) : undefined;
    }
    if (isClosed) return failed === 'iot-03' && isOpen('v1.0') ? 'v1.0' : undefined;
    return target.points.every(isSettable) && isOpen('issue') ? 'issue' : undefined;
  }

  private closedOf({ ref: { projectId } }: Target): Set<SendRoute> {
    const closed = this.closed.get(projectId) ?? new Set();
    this.closed.set(projectId, closed);
    return closed;
  }
}

/** The product's model lets the cloud set it. */
export function isWritable(model: PointModel | undefined): boolean {
  return model?.access === 'rw' || model?.access === 'wr';
}

function isSettable({ model }: TargetPoint): boolean {
  return isWritable(model);
}

function post(
  { commands }: Pick<TuyaClient, 'commands'>,
  route: SendRoute,
  { ref: { deviceId }, points, onCall, mayLeave }: Target,
): Promise<CommandReceipt> {
  const hooks = { ...(onCall && { onCall }), ...(mayLeave && { mayLeave }) };
  return route === 'issue'
    ? commands.issue(
        deviceId,
        points.map(({ code, ownCode = code, value }) => ({ code: ownCode, value })),
        undefined,
        hooks,
      )
    : commands.send(deviceId, points, route, undefined, hooks);
}

function keyOf({ ref: { projectId }, productId }: Target, { code }: TargetPoint): string {
  return `${projectId}\n${productId ?? ''}\n${code}`;
}
