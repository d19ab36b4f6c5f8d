import * as vscode from 'vscode';
import { isAbortError } from '../../base/errors.js';
import { SecretVaultError } from '../../base/storage.js';
import { HourError } from '../../model/agents/hourError.js';
import { ProtectedError } from '../../model/devices/protection.js';
import { BudgetError } from '../../model/meter/budgetError.js';
import { ProjectError } from '../../model/projects/projectErrors.js';
import { apiGroupOf } from '../../tuya/api/apiGroups.js';
import { TuyaError, type TuyaErrorReason } from '../../tuya/errors/errors.js';
import { causeText } from './causeTexts.js';
import { remedyText, waitUntilText } from './remedyTexts.js';
import { sentences } from '../display/sentences.js';

/** A failure as it is told to a person. */
export interface Problem {
  /** What went wrong, one sentence. */
  readonly what: string;
  /** The one thing to do next. */
  readonly remedy?: string;
  /** The cloud's code and trace id, for Tuya's support. */
  readonly code?: number;
  readonly tid?: string;
  /** What of an answer can't be read, for a report: `result.devices[3].id is missing`. Never a value. */
  readonly field?: string;
}

/** What a button beside an error does. */
export interface ToldStep {
  /** The title of the command, as menus have it. */
  readonly label: string;
  run(): unknown;
}

/** An error that already carries the words for a person, as whoever threw it knew best. */
export class ToldError extends Error {
  override readonly name = 'ToldError';

  /** The buttons that help. */
  readonly next: readonly ToldStep[];

  constructor(
    readonly problem: Problem,
    options: ErrorOptions & { readonly next?: readonly ToldStep[] } = {},
  ) {
    super(problemText(problem), options);
    this.next = options.next ?? [];
  }
}

export function describeProblem(error: unknown): Problem {
  if (error instanceof ToldError) return error.problem;
  if (isAbortError(error)) return { what: vscode.l10n.t('Cancelled.') };
  if (error instanceof SecretVaultError) {
    return {
      what: vscode.l10n.t('The system’s secret storage can’t be used.'),
      remedy: vscode.l10n.t(
        'Unlock or install a keyring, or edit the project and keep its secret for this window only. Keys are never stored anywhere else.',
      ),
    };
  }
  if (TuyaError.is(error)) {
    const { reason, code, tid, remedy, retryAt, field, problem } = error;
    const what = causeText(error) ?? reasonTexts[reason](error);
    return {
      what,
      remedy:
        retryAt === undefined ? remedyText(remedy, apiGroupOf(error.operation)) : waitUntilText(retryAt),
      ...(code === undefined ? {} : { code }),
      ...(tid ? { tid } : {}),
      ...(problem === undefined ? {} : { field: [field, problem].filter(Boolean).join(' ') }),
    };
  }
  if (error instanceof ProtectedError) {
    return { what: vscode.l10n.t('The project is protected: nothing in it can be changed.') };
  }
  if (error instanceof ProjectError) return projectTexts[error.reason]();
  if (error instanceof HourError) {
    return {
      what: vscode.l10n.t('Agents have made {0} readings in an hour: wait, or ask for less.', error.most),
    };
  }
  if (error instanceof BudgetError) {
    return {
      what: vscode.l10n.t(
        'The project’s call budget for this month is used up: automatic reading has stopped.',
      ),
      remedy: vscode.l10n.t('Refresh to read it anyway, or set another budget.'),
    };
  }
  return {
    what: vscode.l10n.t('Something unexpected went wrong.'),
    remedy: vscode.l10n.t('See the extension log for details.'),
  };
}

/** All of it in one line. */
export function problemText(problem: Problem): string {
  return sentences([problem.what, problem.remedy, referenceText(problem)]);
}

/** `(code 1106, tid abc)`, or nothing where there is neither. An answer that can't be read has no code. */
export function referenceText({ code, tid, field }: Problem): string {
  if (field !== undefined && tid) return vscode.l10n.t('(answer: {0}; trace ID {1})', field, tid);
  if (field !== undefined) return vscode.l10n.t('(answer: {0})', field);
  if (code !== undefined && tid) return vscode.l10n.t('(code {0}, trace ID {1})', code, tid);
  if (code !== undefined) return vscode.l10n.t('(code {0})', code);
  return tid ? vscode.l10n.t('(trace ID {0})', tid) : '';
}

const projectTexts: Readonly<Record<ProjectError['reason'], () => Problem>> = {
  unknown: () => ({ what: vscode.l10n.t('This project no longer exists.') }),
  secretMissing: () => ({
    what: vscode.l10n.t('The Access Secret of this project is missing on this computer.'),
    remedy: vscode.l10n.t('Edit the project and enter the secret again.'),
  }),
  secretForgotten: () => ({
    what: vscode.l10n.t('The Access Secret of this project was for one window only, and is stored nowhere.'),
    remedy: vscode.l10n.t('Edit the project and enter the secret again.'),
  }),
};

const reasonTexts: Readonly<Record<TuyaErrorReason, (error: TuyaError) => string>> = {
  credentials: () => vscode.l10n.t('The cloud refused the keys.'),
  signature: () => vscode.l10n.t('The cloud refused the format of the request.'),
  token: () => vscode.l10n.t('The cloud refused the access token, also a new one.'),
  clock: () => vscode.l10n.t('This computer’s clock differs too much from the cloud’s.'),
  permission: () => vscode.l10n.t('The cloud project has no permission for this.'),
  subscription: () => vscode.l10n.t('The API this needs isn’t subscribed, or the subscription has ended.'),
  quota: () => vscode.l10n.t('The calls of this period are used up.'),
  busy: () => vscode.l10n.t('The cloud is busy, or gets too many requests.'),
  notFound: () => vscode.l10n.t('The cloud doesn’t know this ID.'),
  offline: () => vscode.l10n.t('The device is offline.'),
  unsupported: () => vscode.l10n.t('The cloud doesn’t support this here.'),
  invalid: () => vscode.l10n.t('A value isn’t accepted.'),
  conflict: () => vscode.l10n.t('Something of that name or kind is already there.'),
  dataCenter: () => vscode.l10n.t('This data center can’t be used for this cloud project.'),
  server: () => vscode.l10n.t('The cloud had an error of its own.'),
  network: () => vscode.l10n.t('The cloud can’t be reached.'),
  timeout: () => vscode.l10n.t('The cloud didn’t answer in time.'),
  tls: () => vscode.l10n.t('A secure connection couldn’t be made.'),
  proxyUnreachable: ({ proxy = '' }) => vscode.l10n.t('The proxy {0} can’t be reached.', proxy),
  proxyTls: ({ proxy = '' }) =>
    vscode.l10n.t(
      'A secure connection to the proxy {0} couldn’t be made: its certificate isn’t trusted.',
      proxy,
    ),
  proxyAuth: ({ proxy = '', remedy }) =>
    remedy === 'proxySignInAgain'
      ? vscode.l10n.t('The proxy {0} refused the user name and password it was given.', proxy)
      : vscode.l10n.t('The proxy {0} asks for a user name and password.', proxy),
  proxyRefused: ({ proxy = '' }) => vscode.l10n.t('The proxy {0} made no connection to the cloud.', proxy),
  proxyIntercepts: ({ proxy = '' }) =>
    vscode.l10n.t(
      'What came through the proxy {0} has a certificate that isn’t trusted: the proxy seems to read the traffic.',
      proxy,
    ),
  proxyUnsupported: ({ proxy = '' }) =>
    vscode.l10n.t('The proxy {0} is of a kind that can’t be used.', proxy),
  malformed: () => vscode.l10n.t('The answer can’t be read.'),
  outcomeUnknown: ({ code, problem }) =>
    problem !== undefined
      ? vscode.l10n.t('The answer can’t be read, and whether it was done is unknown.')
      : code === undefined
        ? vscode.l10n.t('The connection broke, and whether it was done is unknown.')
        : vscode.l10n.t('The cloud had an error of its own, and whether it was done is unknown.'),
  unknown: () => vscode.l10n.t('The cloud refused it with a code that is not known here.'),
};
