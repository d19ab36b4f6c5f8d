import type { Clock } from '../../base/clock.js';
import type { TuyaClient } from '../../tuya/client.js';
import type { Device } from '../../tuya/results.js';
import type { ProjectEdition } from '../logs/read/projectEdition.js';
import type { CloudTime } from '../projects/cloudTime.js';
import type { Known } from '../projects/project.js';
import type { PointModel } from '../values/pointModel.js';

/** A cloud project as agents see it: nothing secret, and no keys. */
export interface AgentProject {
  readonly id: string;
  readonly name: string;
  readonly isProtected: boolean;
}

export interface AgentUsage {
  readonly today: number;
  readonly month: number;
  /** Calls a month; absent where there is no budget. */
  readonly limit?: number;
  /** Of the month as it goes on; absent where it can't be told yet. */
  readonly forecast?: number;
}

/** What came of a command, in plain facts. */
export interface AgentVerdict {
  readonly verdict: string;
  readonly text: string;
  readonly acceptedMs?: number;
  readonly reportedMs?: number;
  readonly reported?: unknown;
}

/** What a product says of its data points. */
export interface AgentModel {
  /** By code; empty where the cloud has no model, or it couldn't be read. */
  readonly points: ReadonlyMap<string, PointModel>;
  /** Why it couldn't be read. */
  readonly problem?: unknown;
}

/** What the tools for agents look at: the window's projects, or the one project of a command line. */
export interface AgentHost {
  readonly clock: Clock;
  projects(): readonly AgentProject[];
  /** Learnt from every answer of the project. */
  time(projectId: string): Pick<CloudTime, 'of' | 'shift' | 'hasLeapt'>;
  /**
   * Asked for each reading, and for each page of a list or a log. Refuses where the calls of the month or of the hour are
   * used up: an agent asks as what runs by itself. @throws TuyaError, BudgetError, HourError
   */
  client(projectId: string, signal: AbortSignal): Promise<Pick<TuyaClient, 'devices' | 'logs'>>;
  /** Whether something failed because agents may read no more for now: what they read until then is an answer. */
  isUsedUp(error: unknown): boolean;
  /** Every device that was read, also by an earlier window. Costs no call. */
  known(projectId: string): Promise<ReadonlyMap<string, Known<Device>>>;
  /** Keeps what was read: `put` for whole devices, `merge` for those of a list. */
  took(projectId: string, devices: readonly Device[], how: 'put' | 'merge'): void;
  /** Reads the model where nobody has: up to two calls, once a product. */
  model(
    device: { readonly projectId: string; readonly deviceId: string; readonly productId: string },
    signal: AbortSignal,
  ): Promise<AgentModel>;
  /** By code, without a call. */
  keptModel(projectId: string, productId: string): Promise<ReadonlyMap<string, PointModel>>;
  edition(projectId: string): ProjectEdition;
  usage(projectId: string): AgentUsage;
  /** What a code of the cloud means, in words. Costs no call. */
  explain(code: number): { readonly what: string; readonly remedy?: string } | undefined;
  /** What went wrong, in words that hold no secret. */
  describe(error: unknown): { readonly what: string; readonly remedy?: string };
  /**
   * Sends a value, once the person has agreed to device and value; undefined where they haven't. Absent where nobody can
   * be asked. @throws what says why it isn't sent
   */
  readonly send?: (
    ref: { readonly projectId: string; readonly deviceId: string },
    code: string,
    value: unknown,
    signal: AbortSignal,
  ) => Promise<AgentVerdict | undefined>;
}
