import { ApiError } from '../requests/apiError.js';
import { Parameters } from '../requests/parameters.js';
import { parameter, type Call } from './call.js';
import { timeWindow } from './deviceLists.js';

interface UserRecord {
  uid: string;
  username: string;
  email: string;
  mobile: string;
  country_code: string;
  /** Epoch seconds. */
  create_time: number;
  update_time: number;
}

export function listAppUsers(call: Call): unknown {
  const query = new Parameters(call.query, ['page_no', 'page_size']);
  const page = query.page();
  checkSchema(call);
  return pageOf(users(call), page);
}

/** By time of creation: without times only the last 30 days, which is why older users seem to be missing. */
export function listAppUsersByCreation(call: Call): unknown {
  const query = new Parameters(call.query, ['page_no', 'page_size', 'username', 'start_time', 'end_time']);
  const page = query.page();
  checkSchema(call);
  const end = Math.floor(call.now / 1000);
  const window = timeWindow(query, call.now) ?? { start: end - 30 * 86_400, end };
  const username = query.text('username');
  const matching = users(call).filter((user) => {
    const isIn = user.create_time >= window.start && user.create_time <= window.end;
    return isIn && (username === undefined || user.username === username);
  });
  return pageOf(matching, page);
}

function checkSchema(call: Call): void {
  if (parameter(call, 'schema') !== call.schema) throw new ApiError(2017);
}

function users({ world: { fleet } }: Call): UserRecord[] {
  const all = Array.from({ length: fleet.userCount }, (_, user) => user);
  return all.flatMap((user) => {
    const person = fleet.person(user);
    if (!person.inApp) return [];
    const uid = fleet.uidOf(user);
    const createTime = Math.floor(Number(uid.slice(2, 15)) / 1000);
    return [
      {
        uid,
        username: person.username,
        email: person.email,
        mobile: person.mobile,
        country_code: person.countryCode,
        create_time: createTime,
        update_time: createTime + 3600,
      },
    ];
  });
}

function pageOf(
  list: readonly UserRecord[],
  { pageNo, pageSize }: { pageNo: number; pageSize: number },
): unknown {
  const end = pageNo * pageSize;
  return { has_more: end < list.length, list: list.slice(end - pageSize, end), total: list.length };
}
