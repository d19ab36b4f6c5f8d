import type { HttpMethod } from '../../base/http.js';
import type { Fault, FaultRule } from './faults.js';
import { isOperationName } from '../requests/operations.js';

/** A fault as text that can't be read; the message is a sentence for whoever wrote it. */
export class FaultSyntaxError extends Error {
  override readonly name = 'FaultSyntaxError';
}

const whereNames = ['operation', 'path', 'method', 'nth', 'skip', 'times', 'probability'] as const;
const methods: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'DELETE'];

/**
 * Reads a fault as it is given on a command line, parts separated by commas:
 * `kind=code,code=1111,operation=listDevices,times=3`.
 */
export function readFaultRule(text: string): FaultRule {
  const parts = new Map<string, string>();
  for (const part of text.split(',')) {
    const at = part.indexOf('=');
    if (at < 1) throw new FaultSyntaxError(`A fault is written kind=…,name=value,…; “${part}” isn't.`);
    parts.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  const reader = new Parts(parts);
  const fault = readFault(reader);
  const rule = { fault, ...readWhere(reader) };
  const unknown = reader.unread();
  if (unknown !== undefined)
    throw new FaultSyntaxError(`A fault of the kind “${fault.kind}” has no “${unknown}”.`);
  return rule;
}

function readFault(parts: Parts): Fault {
  const kind = parts.text('kind');
  switch (kind) {
    case 'delay':
    case 'late':
    case 'clockSkew':
      return { kind, ms: parts.number('ms') };
    case 'status': {
      const retryAfter = parts.has('retryAfter') ? { retryAfter: parts.number('retryAfter') } : {};
      return { kind, status: parts.number('status'), ...retryAfter, ...parts.executed() };
    }
    case 'code':
      return {
        kind,
        code: parts.number('code'),
        ...(parts.has('msg') ? { msg: parts.text('msg') } : {}),
        ...parts.executed(),
      };
    case 'reset':
      return { kind, when: parts.oneOf('when', ['before', 'during', 'after']) };
    case 'stall':
      return { kind, what: parts.oneOf('what', ['headers', 'body']), ...parts.executed() };
    case 'redirect':
      return { kind, location: parts.text('location') };
    case 'wrongTypes':
      return { kind, index: parts.has('index') ? parts.number('index') : 0 };
    case 'deadToken':
    case 'unreachable':
    case 'truncated':
    case 'malformed':
    case 'empty':
    case 'html':
    case 'garbledEncoding':
      return { kind };
    default:
      throw new FaultSyntaxError(`There is no fault of the kind “${kind}”.`);
  }
}

function readWhere(parts: Parts): Omit<FaultRule, 'fault'> {
  const where: { -readonly [K in (typeof whereNames)[number]]?: FaultRule[K] } = {};
  if (parts.has('operation')) {
    const name = parts.text('operation');
    if (!isOperationName(name)) throw new FaultSyntaxError(`There is no operation called “${name}”.`);
    where.operation = name;
  }
  if (parts.has('path')) where.path = parts.text('path');
  if (parts.has('method')) where.method = parts.oneOf('method', methods);
  for (const name of ['nth', 'skip', 'times', 'probability'] as const)
    if (parts.has(name)) where[name] = parts.number(name);
  return where as Omit<FaultRule, 'fault'>;
}

class Parts {
  private readonly read = new Set<string>();

  constructor(private readonly values: ReadonlyMap<string, string>) {}

  has(name: string): boolean {
    return this.values.has(name);
  }

  text(name: string): string {
    this.read.add(name);
    const value = this.values.get(name);
    if (value === undefined || value === '') throw new FaultSyntaxError(`The fault lacks “${name}”.`);
    return value;
  }

  number(name: string): number {
    const number = Number(this.text(name));
    if (!Number.isFinite(number)) throw new FaultSyntaxError(`“${name}” of a fault is a number.`);
    return number;
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T {
    const value = this.text(name);
    const choice = choices.find((each) => each === value);
    if (choice === undefined)
      throw new FaultSyntaxError(`“${name}” of a fault is one of ${choices.join(', ')}.`);
    return choice;
  }

  executed(): { executed?: boolean } {
    return this.has('executed') ? { executed: this.oneOf('executed', ['true', 'false']) === 'true' } : {};
  }

  unread(): string | undefined {
    return [...this.values.keys()].find((name) => !this.read.has(name));
  }
}
