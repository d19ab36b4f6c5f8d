import { TuyaError } from '../../tuya/errors/errors.js';
import type { TuyaClient } from '../../tuya/client.js';
import { ProjectCheckError, type ProjectField } from './projectErrors.js';

/** "The user has no devices": the user exists, then. */
export const noDevicesCode = 2002;

/**
 * Tries a project before it is saved: the keys with the token call, then the schema and each user id with the
 * smallest call that would fail if they were wrong.
 * @throws ProjectCheckError that names the field; an abort error where it was cancelled.
 */
export async function checkProject(
  client: TuyaClient,
  what: { readonly schema?: string; readonly uids: readonly string[]; readonly keysAreGood?: boolean },
  signal: AbortSignal,
): Promise<void> {
  const { schema, uids, keysAreGood = false } = what;
  if (!keysAreGood) await step(() => client.test(signal), keyField);
  if (schema !== undefined) {
    await step(() => client.appUsers.list(schema, { pageNo: 1, pageSize: 1 }, signal), ownField('schema'));
  }
  for (const uid of uids) {
    await step(
      () => client.devices.listOfUser(uid, { pageNo: 1, pageSize: 1 }, signal),
      ownField('uids'),
      uid,
    );
  }
}

/** Keys that can't even be sent are as wrong as keys that are refused: the field that can't, or the error as it is. */
export function asFieldError(error: unknown): unknown {
  const field = TuyaError.is(error) ? error.field : undefined;
  if (field !== 'endpoint' && field !== 'accessId' && field !== 'accessSecret') return error;
  return new ProjectCheckError(field, undefined, error);
}

async function step(
  run: () => Promise<unknown>,
  fieldOf: (error: TuyaError) => ProjectField,
  uid?: string,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!TuyaError.is(error)) throw error;
    if (uid !== undefined && error.code === noDevicesCode) return;
    const field = fieldOf(error);
    throw new ProjectCheckError(field, field === 'uids' ? uid : undefined, error);
  }
}

/** Codes of the token call that speak of the Access ID; every other refusal of keys is the secret's. */
const accessIdCodes: ReadonlySet<number> = new Set([1003, 1005, 1007, 1008]);

function keyField(error: TuyaError): ProjectField {
  switch (error.reason) {
    case 'signature':
    case 'token':
      return 'accessSecret';
    case 'credentials':
      return error.code !== undefined && accessIdCodes.has(error.code) ? 'accessId' : 'accessSecret';
    case 'permission':
    case 'subscription':
    case 'quota':
    case 'notFound':
    case 'invalid':
      return 'accessId';
    default:
      return 'endpoint';
  }
}

/** A refusal belongs to what was asked for; a cloud that didn't answer belongs to the endpoint. */
function ownField(field: 'schema' | 'uids'): (error: TuyaError) => ProjectField {
  return (error) => {
    // This computer's address or the data center is what is refused, not what was asked for.
    if (error.remedy === 'allowIp' || error.remedy === 'switchDataCenter') return 'endpoint';
    switch (error.reason) {
      case 'permission':
      case 'notFound':
      case 'invalid':
      case 'unsupported':
      case 'conflict':
      case 'unknown':
        return field;
      case 'subscription':
      case 'quota':
        return 'accessId';
      default:
        return keyField(error);
    }
  };
}
