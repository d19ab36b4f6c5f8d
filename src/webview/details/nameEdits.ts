import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { NamedThing } from '../../protocol/details.js';
import '../shared/nameEdit.js';
import { isGone } from './locked.js';
import type { DetailsContext } from './renderContext.js';
import { protectedText } from '../shared/protection.js';

export interface NameOptions {
  /** What is renamed, for the labels. */
  readonly what: string;
  readonly name: string;
  readonly shown: unknown;
}

/** A name with its pencil. */
export function nameEdit(
  { requests, snapshot }: DetailsContext,
  thing: NamedThing,
  { what, name, shown }: NameOptions,
): TemplateResult {
  if (isGone(snapshot)) return html`${shown}`;
  return html`<tuya-name
    .key=${JSON.stringify(thing)}
    .name=${name}
    .shown=${shown}
    .label=${l10n.t('Rename {0}', what)}
    .fieldLabel=${l10n.t('New name for {0}', what)}
    .locked=${snapshot.isProtected ? protectedText() : ''}
    .check=${async (typed: string) => (await requests.ask('checkName', { thing, name: typed }))?.message}
    .save=${(typed: string) => requests.rename(thing, typed)}
  ></tuya-name>`;
}
