/** Days are written as `2026-11-23`: what a calendar on the wall says, without a zone. */
export type Day = string;

const dayMs = 86_400_000;

export function addDays(day: Day, days: number): Day {
  return new Date(timeOf(day) + days * dayMs).toISOString().slice(0, 10);
}

/** The same day of another month, or the month's last where it has no such day. */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(timeOf(day));
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, length));
  return date.toISOString().slice(0, 10);
}

/**
 * The weeks that have days of a month, with their days of the months beside it.
 * @param firstDay 1 for Monday, 7 for Sunday
 */
export function weeksOf(day: Day, firstDay: number): readonly (readonly Day[])[] {
  const first = `${day.slice(0, 8)}01`;
  const before = (new Date(timeOf(first)).getUTCDay() - firstDay + 7) % 7;
  const weeks: Day[][] = [];
  for (let start = addDays(first, -before); start.slice(0, 7) <= day.slice(0, 7); start = addDays(start, 7))
    weeks.push(Array.from({ length: 7 }, (_, at) => addDays(start, at)));
  return weeks;
}

/** With which day weeks begin where a language is spoken; Monday unless that is known. */
export function firstDayOf(locale: string): number {
  try {
    const own = new Intl.Locale(locale) as Intl.Locale & {
      getWeekInfo?(): { firstDay: number };
      readonly weekInfo?: { readonly firstDay: number };
    };
    return (own.getWeekInfo?.() ?? own.weekInfo)?.firstDay ?? 1;
  } catch {
    return 1;
  }
}

/** Midnight of a day as if it were UTC, for formats that are told so. */
export function timeOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}
