import type { CallCounts } from './callCounts.js';
import { dayOf, lastDays, monthOf, monthProgress, type Day } from './months.js';

/** Calls of one operation. */
export interface OperationUsage {
  readonly operation: string;
  readonly today: number;
  readonly month: number;
}

/** What a project has used, by the days and months of UTC. */
export interface ProjectUsage {
  readonly today: number;
  readonly month: number;
  /** The month as it ends if it goes on like this; absent on its first day, which says nothing yet. */
  readonly forecast?: number;
  /** Of this month, the most first. */
  readonly operations: readonly OperationUsage[];
  /** The last thirty days, oldest first, those without a call too. */
  readonly days: readonly { readonly day: Day; readonly calls: number }[];
}

const daysShown = 30;
const dayMs = 86_400_000;

/** @param parts add up to what was counted */
export function usageOf(parts: readonly CallCounts[], projectId: string, now: number): ProjectUsage {
  const today = dayOf(now);
  const month = monthOf(now);
  const byDay = new Map<Day, number>();
  const operations = new Map<string, { today: number; month: number }>();
  const counted = parts.some(({ removed }) => removed.has(projectId)) ? [] : parts;
  for (const part of counted) {
    for (const [day, ofDay] of part.daysOf(projectId)) {
      for (const [operation, calls] of ofDay) {
        byDay.set(day, (byDay.get(day) ?? 0) + calls);
        if (!day.startsWith(month)) continue;
        const sum = operations.get(operation) ?? { today: 0, month: 0 };
        operations.set(operation, {
          today: sum.today + (day === today ? calls : 0),
          month: sum.month + calls,
        });
      }
    }
  }
  const sum = [...operations.values()].reduce((total, { month: calls }) => total + calls, 0);
  const { passed, left } = monthProgress(now);
  return {
    today: byDay.get(today) ?? 0,
    month: sum,
    ...(passed >= dayMs && { forecast: Math.round((sum / passed) * (passed + left)) }),
    operations: [...operations]
      .map(([operation, calls]) => ({ operation, ...calls }))
      .sort((a, b) => b.month - a.month || a.operation.localeCompare(b.operation)),
    days: lastDays(now, daysShown).map((day) => ({ day, calls: byDay.get(day) ?? 0 })),
  };
}

/** Calls of the running month. */
export function monthUsed(parts: readonly CallCounts[], projectId: string, now: number): number {
  if (parts.some(({ removed }) => removed.has(projectId))) return 0;
  const month = monthOf(now);
  let used = 0;
  for (const part of parts)
    for (const [day, operations] of part.daysOf(projectId))
      if (day.startsWith(month)) for (const calls of operations.values()) used += calls;
  return used;
}
