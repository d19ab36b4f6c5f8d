/** `npm run test:soak` runs every seed and every length; other runs a few that have all kinds among them. */
export const isSoak = process.env['TUYA_SOAK'] === '1';

/** Of what a random test may run. */
export function soaked<T>(all: T, few: T): T {
  return isSoak ? all : few;
}
