import { ApiError } from '../requests/apiError.js';
import type { Blueprint } from '../fleet/fleet.js';
import { JsonBody } from '../requests/jsonBody.js';
import type { Member } from '../world/members.js';
import { parameter, type Call } from './call.js';
import { namedDevice } from './devices.js';

const editable = ['nick_name', 'sex', 'birthday', 'height', 'weight'] as const;
const earliestBirthday = Date.UTC(1900, 0, 1);
const heightAtMostCm = 300;
const weightAtMostG = 600_000;
const nickNameLengthAtMost = 64;
const contactLengthAtMost = 128;

export function addDeviceUser(call: Call): unknown {
  const { device, members } = membersFor(call);
  const body = new JsonBody(call.request, [...editable, 'contact']);
  const contact = body.text('contact', contactLengthAtMost);
  const id = call.world.nextMemberId();
  members.set(id, {
    user_id: id,
    ...readPerson(body, call.now),
    ...(contact === undefined ? {} : { contact }),
  });
  call.world.change(device.index).members = members;
  return id;
}

/** What the body leaves out stays as it was. */
export function modifyDeviceUser(call: Call): unknown {
  const { device, members } = membersFor(call);
  const member = memberOf(call, members);
  const person = readPerson(new JsonBody(call.request, editable), call.now);
  members.set(member.user_id, { ...member, ...person });
  call.world.change(device.index).members = members;
  return true;
}

export function deleteDeviceUser(call: Call): unknown {
  const { device, members } = membersFor(call);
  members.delete(memberOf(call, members).user_id);
  call.world.change(device.index).members = members;
  return true;
}

export function getDeviceUser(call: Call): unknown {
  const { device, members } = membersFor(call);
  return memberRecord(device, memberOf(call, members));
}

export function listDeviceUsers(call: Call): unknown {
  const { device, members } = membersFor(call);
  return [...members.values()].map((member) => memberRecord(device, member));
}

/** @throws ApiError 2009 for a device that keeps no data about people */
function membersFor(call: Call): { device: Blueprint; members: Map<string, Member> } {
  const device = namedDevice(call);
  if (!device.product.hasUsers) throw new ApiError(2009);
  return { device, members: call.world.membersOf(device) };
}

function memberOf(call: Call, members: ReadonlyMap<string, Member>): Member {
  const member = members.get(parameter(call, 'user_id'));
  if (!member) throw new ApiError(2006);
  return member;
}

function readPerson(body: JsonBody, now: number): Omit<Member, 'user_id' | 'contact'> {
  const nickName = body.requiredText('nick_name', nickNameLengthAtMost);
  const sex = body.requiredInteger('sex', 1, 2);
  const birthday = body.integer('birthday', earliestBirthday, now);
  const height = body.integer('height', 1, heightAtMostCm);
  const weight = body.integer('weight', 1, weightAtMostG);
  return {
    nick_name: nickName,
    sex,
    ...(birthday === undefined ? {} : { birthday }),
    ...(height === undefined ? {} : { height }),
    ...(weight === undefined ? {} : { weight }),
  };
}

function memberRecord(device: Blueprint, member: Member): Record<string, unknown> {
  return { device_id: device.id, contact: '', ...member };
}
