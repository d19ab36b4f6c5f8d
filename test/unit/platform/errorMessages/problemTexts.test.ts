import { describe, expect, it } from 'vitest';
import { AbortError } from '../../../../src/base/errors.js';
import { ProjectError } from '../../../../src/model/projects/projectErrors.js';
import { describeProblem, problemText } from '../../../../src/platform/errorMessages/problemTexts.js';
import { codeTable, meaningOf } from '../../../../src/tuya/errors/codeTable.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';

describe('what a person is told', () => {
  it.each([...codeTable])('code %i has a sentence and a next step, and the code for support', (code, row) => {
    const { reason, remedy } = row;
    const error = new TuyaError(reason, {
      operation: 'devices.get',
      message: '',
      remedy,
      code,
      tid: 'abc',
    });
    const text = problemText(describeProblem(error));
    expect(text).toMatch(new RegExp(`^\\S.*[.] .*[.] \\(code ${code}, trace ID abc\\)$`));
  });

  it.each([
    ['proxyUnreachable', 'checkProxy', /can’t be reached.*Check http\.proxy/],
    ['proxyAuth', 'proxySignIn', /asks for a user name.*Put user name/],
    ['proxyAuth', 'proxySignInAgain', /refused the user name.*Correct/],
    ['proxyRefused', 'askProxyOwner', /made no connection.*http\.noProxy/],
    ['proxyTls', 'checkProxyCertificate', /secure connection.*http\.proxyStrictSSL/],
    ['proxyIntercepts', 'trustProxyAuthority', /seems to read the traffic.*http\.systemCertificates/],
    ['proxyUnsupported', 'useHttpProxy', /can’t be used.*http\.proxySupport/],
  ] as const)('%s (%s) names the proxy as the cause', (reason, remedy, words) => {
    const proxy = 'proxy.example.com:8080';
    const error = new TuyaError(reason, { operation: 'token', message: '', remedy, proxy });
    const text = problemText(describeProblem(error));
    expect(text).toContain(`proxy ${proxy} `);
    expect(text).toMatch(words);
  });

  it.each([
    ['products.thingModel', 1106, 'IoT Core'],
    ['products.specification', 28841101, 'IoT Core'],
    ['products.shadow', 28841105, 'IoT Core'],
    ['devices.get', 28841101, 'Smart Home Basic Service'],
  ] as const)('of %s refused with %i names the API group %s', (operation, code, group) => {
    const error = new TuyaError(meaningOf(code, '', operation).reason, {
      ...{ operation, code, message: '', remedy: meaningOf(code, '', operation).remedy },
    });
    expect(problemText(describeProblem(error))).toContain(`the API group ‘${group}’`);
  });

  it('names the time at which the cloud wants to be asked again', () => {
    const retryAt = new Date(2030, 0, 2, 10, 42, 30).getTime();
    const details = { operation: 'devices.get', message: '', remedy: 'waitAndRetry' } as const;
    const text = problemText(describeProblem(new TuyaError('busy', { ...details, retryAt })));
    expect(text).toMatch(/Try again after .*10:42/);
    expect(problemText(describeProblem(new TuyaError('busy', details)))).toMatch(/Wait a moment/);
  });

  it.each([
    [
      { field: 'result.id', problem: 'is missing', tid: 'abc' },
      '(answer: result.id is missing; trace ID abc)',
    ],
    [{ field: 'result', problem: 'can’t be a list' }, '(answer: result can’t be a list)'],
    [{ problem: "isn't JSON" }, "(answer: isn't JSON)"],
  ])('says what of an answer can’t be read: %j', (facts, reference) => {
    const error = new TuyaError('malformed', {
      operation: 'devices.get',
      message: '',
      remedy: 'reportProblem',
      ...facts,
    });
    expect(problemText(describeProblem(error))).toBe(
      `The answer can’t be read. Please report this with the extension log. ${reference}`,
    );
  });

  it('never repeats the text of an error it doesn’t know', () => {
    const text = problemText(describeProblem(new Error('token=s3cret at /home/me/x.ts:1')));
    expect(text).toBe('Something unexpected went wrong. See the extension log for details.');
  });

  it.each([
    [new AbortError(), 'Cancelled.'],
    [new ProjectError('secretMissing'), /Access Secret of this project is missing.*Edit the project/],
    [new ProjectError('unknown'), 'This project no longer exists.'],
  ])('names %o', (error, text) => {
    expect(problemText(describeProblem(error))).toMatch(text);
  });
});
