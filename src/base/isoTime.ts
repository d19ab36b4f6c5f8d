/**
 * A time as ISO 8601 in UTC; undefined where no calendar holds it, as with a number of a cloud or a device.
 * @param at epoch ms
 */
export function isoTime(at: number): string | undefined {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
