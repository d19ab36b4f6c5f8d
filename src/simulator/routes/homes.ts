import { ApiError } from '../requests/apiError.js';
import { JsonBody } from '../requests/jsonBody.js';
import { Parameters } from '../requests/parameters.js';
import { parameter, type Call } from './call.js';
import { deviceRecord } from './deviceShapes.js';
import { namedDevice } from './devices.js';

/** Longer than any word of a person, or the hash of one. */
const longestWord = 256;

/** Signs a person of the app in: the project's token, in that person's name. Any password is right here. */
export function logIn(call: Call): unknown {
  const body = new JsonBody(call.request, ['country_code', 'username', 'password', 'schema']);
  const username = body.requiredText('username', longestWord);
  body.requiredText('password', longestWord);
  if (body.requiredText('schema', longestWord) !== call.schema) throw new ApiError(2017);
  const { fleet } = call.world;
  const user = users(call).find((each) => fleet.person(each).username === username);
  if (user === undefined) throw new ApiError(2401);
  return { ...call.tokens.grant(call.now), uid: fleet.uidOf(user) };
}

export function listHomes(call: Call): unknown {
  new Parameters(call.query, []);
  const { fleet } = call.world;
  const user = fleet.userOf(parameter(call, 'uid'));
  if (user === undefined) throw new ApiError(1106);
  const { lat, lon } = fleet.person(user);
  const home = { home_id: Number(fleet.homeOf(user)), name: 'Home', geo_name: '', role: 'OWNER' };
  return [{ ...home, lat: Number(lat), lon: Number(lon) }];
}

export function listHomeDevices(call: Call): unknown {
  new Parameters(call.query, []);
  const { world } = call;
  return world.fleet
    .devicesOf(ownerOf(call))
    .filter((index) => world.isPresent(index))
    .map((index) => deviceRecord(world, world.fleet.blueprint(index), call.now));
}

/** Nobody has set one up. */
export function listScenes(call: Call): unknown {
  new Parameters(call.query, []);
  ownerOf(call);
  return [];
}

/** The remote controls that an infrared hub has learned: none yet. */
export function listRemotes(call: Call): unknown {
  namedDevice(call);
  return [];
}

function ownerOf(call: Call): number {
  const home = parameter(call, 'home_id');
  const owner = users(call).find((user) => call.world.fleet.homeOf(user) === home);
  if (owner === undefined) throw new ApiError(1106);
  return owner;
}

function users({ world: { fleet } }: Call): number[] {
  return Array.from({ length: fleet.userCount }, (_, user) => user);
}
