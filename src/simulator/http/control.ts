import type { HttpRequest, HttpResponse } from '../../base/http.js';
import type { Cloud } from '../cloud/cloud.js';
import { answer } from '../requests/envelope.js';
import { FaultSyntaxError, readFaultRule } from '../faults/faultSyntax.js';

const prefix = '/__control/';

export function isControlPath(path: string): boolean {
  return path.startsWith(prefix);
}

/**
 * What tests outside this process may do behind the gateway:
 * `GET ledger`, `DELETE ledger`, `POST faults` (the text of `--fault`), `DELETE faults`, `POST kill-token`,
 * `POST flash` (a device's id and a version, with a blank between them).
 */
export function controlAnswer(cloud: Cloud, request: HttpRequest): HttpResponse {
  switch (`${request.method} ${request.path.slice(prefix.length)}`) {
    case 'GET ledger':
      return json(200, { counters: cloud.ledger.counters(), entries: cloud.ledger.entries });
    case 'DELETE ledger':
      cloud.ledger.clear();
      return json(200, { done: true });
    case 'POST faults':
      return addFault(cloud, Buffer.from(request.body ?? []).toString('utf8'));
    case 'DELETE faults':
      cloud.faults.clear();
      return json(200, { done: true });
    case 'POST kill-token':
      cloud.killToken();
      return json(200, { done: true });
    case 'POST flash':
      return flash(cloud, Buffer.from(request.body ?? []).toString('utf8'));
    default:
      return json(404, { error: 'There is no such control.' });
  }
}

function addFault(cloud: Cloud, text: string): HttpResponse {
  try {
    cloud.faults.add(readFaultRule(text));
    return json(200, { done: true });
  } catch (error) {
    if (error instanceof FaultSyntaxError) return json(400, { error: error.message });
    throw error;
  }
}

function flash(cloud: Cloud, text: string): HttpResponse {
  const [id = '', version = ''] = text.trim().split(/\s+/);
  if (version === '' || !cloud.truth.device(id))
    return json(400, { error: 'Say a device of this cloud and a version.' });
  cloud.truth.flash(id, version);
  return json(200, { done: true });
}

function json(status: number, value: unknown): HttpResponse {
  return answer(status, 'application/json;charset=UTF-8', JSON.stringify(value));
}
