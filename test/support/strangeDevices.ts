import type { Device } from '../../src/tuya/results.js';
import { seeded } from './seeded.js';

/** Names in many scripts, and such as somebody makes to break what reads them. */
export const strangeNames = [
  'Living room lamp',
  'Küche',
  'GROSSE Straße',
  'Łódź żarówka',
  'ＬＡＭＰ１',
  '客厅灯',
  '客厅插座 2',
  'مصباح غرفة',
  'लैंप',
  'ห้องนอน',
  '🛋️ lamp 👩‍👩‍👧',
  'e\u0301clairage',
  'İstanbul ışık',
  'a\nb',
  '\u0000',
  'nul\u0000in it',
  ' ',
  '__proto__',
  'constructor',
  '"],["',
  '\u202Eevil',
  '\uD83D',
  '-',
  '60-01-94',
  'lamp'.repeat(300),
] as const;

/** Devices with some of everything, from a seed. */
export function* strangeDevices(seed: number, count: number): Generator<Device> {
  const random = seeded(seed);
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const some = <T>(of: readonly T[]): T | undefined => (random() < 0.3 ? undefined : one(of));
  for (let index = 0; index < count; index++) {
    const fields = {
      name: some(strangeNames),
      uid: some(['eu1', 'eu2', 'EU1 x', '__proto__', 'a\nb']),
      localKey: some(['key', '\u0000', 'k"\n']),
      category: some(['dj', 'cz', '']),
      productId: some(['pid1', 'pid2', 'PID3']),
      productName: some(strangeNames),
      ownerId: some(['1', '2']),
      ip: some(['10.0.0.1', '']),
      nodeId: some(['a4c1', '\u0000']),
      gatewayId: some(['gw', 'bf0']),
      uuid: random() < 0.1 ? 'uuid-77' : undefined,
      model: random() < 0.1 ? 'TS0203' : undefined,
      sub: some([true, false]),
      online: some([true, false]),
      updateTime: some([0, 1_700_000_000_000, -5]),
    };
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const id = random() < 0.1 ? `BF${index}Xy` : random() < 0.02 ? '__proto__' : `bf${index}`;
    const status = random() < 0.1 ? [{ code: 'switch', value: true }] : [];
    const extra = random() < 0.1 ? { odd: 1 } : {};
    yield { ...given, id, status, extra };
  }
}
