import type { Blueprint } from '../fleet/fleet.js';
import { mix, nameHash } from '../requests/random.js';

const topic = nameHash('member');

/** A person a device keeps data for, as the wire has it: birthday in milliseconds, height in cm, weight in g. */
export interface Member {
  readonly user_id: string;
  readonly nick_name: string;
  readonly sex: number;
  readonly birthday?: number;
  readonly height?: number;
  readonly weight?: number;
  readonly contact?: string;
}

const people = [
  {
    nick_name: 'Mila',
    sex: 2,
    birthday: Date.UTC(1988, 3, 17),
    height: 171,
    weight: 62_400,
    contact: 'mila.novak@example.com',
  },
  { nick_name: 'Óscar', sex: 1, birthday: Date.UTC(1985, 10, 2), height: 183, weight: 81_300 },
  { nick_name: '小明', sex: 1 },
] as const;

/** Who is in a device's list before anybody changed it. */
export function firstMembers(seed: number, device: Blueprint): Map<string, Member> {
  const members = people.map((person, at) => {
    const id = String(5_100_000 + (mix(seed, topic, device.index) % 90_000) + at * 3);
    return { ...person, user_id: id };
  });
  return new Map(members.map((member) => [member.user_id, member]));
}
