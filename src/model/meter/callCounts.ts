import * as z from 'zod';
import { isDay, type Day } from './months.js';

/** Calls of one operation on one day in one project. */
export interface CallCount {
  readonly projectId: string;
  readonly day: Day;
  readonly operation: string;
  readonly calls: number;
}

/** Counts that only grow, by project, day and operation; and the projects that are gone for good. */
export class CallCounts {
  private readonly projects = new Map<string, Map<Day, Map<string, number>>>();
  private readonly gone = new Set<string>();

  /** Ids of removed projects: whatever anybody counted for them counts no more. */
  get removed(): ReadonlySet<string> {
    return this.gone;
  }

  get isEmpty(): boolean {
    return this.projects.size === 0 && this.gone.size === 0;
  }

  add({ projectId, day, operation, calls }: CallCount): void {
    if (calls <= 0 || this.gone.has(projectId)) return;
    const operations = this.operationsOf(projectId, day);
    operations.set(operation, (operations.get(operation) ?? 0) + calls);
  }

  addAll(other: CallCounts): void {
    for (const id of other.gone) this.remove(id);
    for (const count of other.all()) this.add(count);
  }

  /** Drops what a project has, now and whatever comes. */
  remove(projectId: string): void {
    this.gone.add(projectId);
    this.projects.delete(projectId);
  }

  forgetBefore(day: Day): void {
    for (const days of this.projects.values()) for (const key of days.keys()) if (key < day) days.delete(key);
  }

  /** Takes each count that is higher there: counts only grow, so that what is lower there can't be read just now. */
  raiseTo(other: CallCounts): void {
    for (const id of other.gone) this.remove(id);
    for (const count of other.all()) this.add({ ...count, calls: count.calls - this.of(count) });
  }

  /** What is counted here beyond an earlier copy of this. */
  since(earlier: CallCounts): CallCounts {
    const rest = new CallCounts();
    for (const id of this.gone) if (!earlier.gone.has(id)) rest.remove(id);
    for (const count of this.all()) rest.add({ ...count, calls: count.calls - earlier.of(count) });
    return rest;
  }

  copy(): CallCounts {
    const copy = new CallCounts();
    copy.addAll(this);
    return copy;
  }

  /** The project's days with their operations. */
  daysOf(projectId: string): ReadonlyMap<Day, ReadonlyMap<string, number>> {
    return this.projects.get(projectId) ?? new Map();
  }

  *all(): Iterable<CallCount> {
    for (const [projectId, days] of this.projects)
      for (const [day, operations] of days)
        for (const [operation, calls] of operations) yield { projectId, day, operation, calls };
  }

  toText(): string {
    const projects = [...this.projects].map(([id, days]) => [
      id,
      Object.fromEntries([...days].map(([day, operations]) => [day, Object.fromEntries(operations)])),
    ]);
    return JSON.stringify({ version: 1, removed: [...this.gone], projects: Object.fromEntries(projects) });
  }

  /** Undefined for what is no counts. */
  static fromText(text: string): CallCounts | undefined {
    const read = stored.safeParse(parsed(text));
    if (!read.success) return undefined;
    const counts = new CallCounts();
    for (const id of read.data.removed) counts.remove(id);
    for (const [projectId, days] of Object.entries(read.data.projects))
      for (const [day, operations] of Object.entries(days))
        for (const [operation, calls] of Object.entries(operations))
          counts.add({ projectId, day, operation, calls });
    return counts;
  }

  private of({ projectId, day, operation }: CallCount): number {
    return this.projects.get(projectId)?.get(day)?.get(operation) ?? 0;
  }

  private operationsOf(projectId: string, day: Day): Map<string, number> {
    const days = this.projects.get(projectId) ?? new Map<Day, Map<string, number>>();
    this.projects.set(projectId, days);
    const operations = days.get(day) ?? new Map<string, number>();
    days.set(day, operations);
    return operations;
  }
}

const calls = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const stored = z.object({
  version: z.literal(1),
  removed: z.array(z.string()),
  projects: z.record(z.string(), z.record(z.string().refine(isDay), z.record(z.string(), calls))),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
