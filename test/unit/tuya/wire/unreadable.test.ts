import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogFields, Logger } from '../../../../src/base/logger.js';
import { describeProblem, problemText } from '../../../../src/platform/errorMessages/problemTexts.js';
import { FaultServer } from '../../../support/faultServer.js';
import { connect } from '../../../support/faultServerClient.js';

const value = 'VALUE-CANARY-77';
let server: FaultServer;

beforeEach(async () => {
  server = await FaultServer.start();
});
afterEach(() => server.close());

function logged() {
  const lines: { level: string; message: string; fields: LogFields }[] = [];
  const log: Logger = {
    log: (level, message, fields = {}) => void lines.push({ level, message, fields }),
    child: () => log,
  };
  return { log, lines, warnings: () => lines.filter(({ level }) => level === 'warn') };
}

describe('a result that is not what was asked for', () => {
  it.each<[string, unknown, 'read' | 'write', { field: string; problem: string }]>([
    ['a list', [value], 'read', { field: 'result', problem: "can't be a list" }],
    ['no id', { name: value }, 'read', { field: 'result.id', problem: 'is missing' }],
    ['a text', value, 'read', { field: 'result', problem: "can't be this text" }],
    ['an object for an id', { name: value }, 'write', { field: 'result', problem: "can't be an object" }],
  ])(
    '%s is told with field, problem and trace id, in error, log and message',
    async (_, result, verb, facts) => {
      const { log, lines, warnings } = logged();
      const { client } = connect(server, { log });
      server.answer = () => result;
      const error: unknown = await (
        verb === 'read'
          ? client.devices.get('dev1')
          : client.deviceUsers.add('dev1', { nickName: 'x', sex: 1 })
      ).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ ...facts, tid: 'tid-ok' });
      expect(warnings()).toEqual([
        expect.objectContaining({ fields: { ...facts, tid: 'tid-ok' } }) as unknown,
      ]);
      const problem = describeProblem(error);
      expect(problem).toMatchObject({ field: `${facts.field} ${facts.problem}`, tid: 'tid-ok' });
      expect(problemText(problem)).toContain(`${facts.field} ${facts.problem}`);
      expect(inspect([error, lines, problem], { depth: 9 })).not.toContain(value);
      await client.close();
    },
  );
});

describe('an answer that is none of the cloud’s', () => {
  it.each([
    ['', 'is empty'],
    [`<html>${value}</html>`, "isn't JSON"],
    [`[1, "${value}"]`, "answer can't be a list"],
    [`{"success": "${value}"}`, "answer.success can't be this text"],
  ])('%j says in the log what is wrong with it', async (body, problem) => {
    const { log, lines } = logged();
    const { client, calls } = connect(server, { log, repeats: false });
    server.faults.push({ kind: 'body', body });
    const error: unknown = await client.devices.get('dev1').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ reason: 'malformed', problem });
    expect(calls.at(-1)).toMatchObject({ problem: 'unreadable', detail: problem, httpStatus: 200 });
    expect(lines.at(-1)?.fields).toMatchObject({ problem: 'unreadable', detail: problem, status: 200 });
    expect(inspect([error, lines], { depth: 9 })).not.toContain(value);
    await client.close();
  });
});
