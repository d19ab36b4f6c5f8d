import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import { presentText } from '../../model/sending/presentText.js';
import { readTyped } from '../../model/sending/typedValue.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { decodeValue } from '../../model/values/decodeValue.js';
import { typeOf, type PointModel } from '../../model/values/pointModel.js';
import { shownText } from '../../model/values/shownText.js';
import { outlookTexts, valueProblemText } from '../../platform/errorMessages/sendTexts.js';

const longestValue = 120;

/** A value in one line, with its scale and unit. */
export function shownValue(code: string, value: unknown, model: PointModel | undefined): string {
  return displayText(shownText(decodeValue({ code, value }, model)), longestValue);
}

/** One of the data points that the device reports or its product has; those that are only reported aren't listed. */
export async function askPoint(
  core: Core,
  ref: DeviceRef,
  points: ReadonlyMap<string, PointModel>,
): Promise<string | undefined> {
  const status = core.devices.device(ref)?.value.status ?? [];
  const values = new Map(status.map(({ code, value }) => [code, value]));
  const items = [...new Set([...values.keys(), ...points.keys()])]
    .filter((code) => points.get(code)?.access !== 'ro')
    .map((code) => {
      const model = points.get(code);
      const dpId = model?.dpId === undefined ? '' : vscode.l10n.t('DP {0}', model.dpId);
      return {
        label: displayText(code) || code,
        description: values.has(code) ? shownValue(code, values.get(code), model) : '',
        detail: [dpId, displayText(model?.name ?? '')].filter(Boolean).join(' · '),
        code,
      };
    });
  const placeHolder = vscode.l10n.t('Which data point is to be sent?');
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.code;
}

/** A value as its type wants it; undefined where the person would rather not. */
export async function askValue(
  core: Core,
  ref: DeviceRef,
  code: string,
  model: PointModel | undefined,
): Promise<unknown> {
  const title = displayText(code);
  const now = core.devices.device(ref)?.value.status.find((each) => each.code === code)?.value;
  const choices = choicesOf(model, now);
  if (choices) {
    const items = choices.map(({ label, value }) => ({
      label,
      description: value === now ? vscode.l10n.t('present value') : '',
      value,
    }));
    return (await vscode.window.showQuickPick(items, { title, placeHolder: vscode.l10n.t('Which value?') }))
      ?.value;
  }
  const shown = (value: unknown): string => shownValue(code, value, model);
  const typed = await vscode.window.showInputBox({
    title,
    prompt: promptOf(model),
    value: presentText(now, model, shown(now)) ?? '',
    ignoreFocusOut: true,
    validateInput: (text) => {
      const read = readTyped(text, model);
      if (!read.ok) return valueProblemText(read.problem, shown);
      const [note] = outlookTexts(core.sender.outlook(ref, { code, value: read.value }), read.isChecked);
      return note === undefined
        ? undefined
        : { message: note, severity: vscode.InputBoxValidationSeverity.Info };
    },
  });
  if (typed === undefined) return undefined;
  const read = readTyped(typed, model);
  return read.ok ? read.value : undefined;
}

/** Where no model says the type, what is `true` or `false` now is so. */
function choicesOf(
  model: PointModel | undefined,
  now: unknown,
): readonly { readonly label: string; readonly value: boolean | string }[] | undefined {
  const type = typeOf(model);
  if (type === 'boolean' || (type === undefined && typeof now === 'boolean'))
    return [true, false].map((value) => ({ label: String(value), value }));
  if (type !== 'enum' || !model?.range) return undefined;
  return model.range.map((value, index) => {
    const word = displayText(model.labels?.[index] ?? '');
    const label = displayText(value) || value;
    return { label: word === '' || word === label ? label : `${label} (${word})`, value };
  });
}

function promptOf(model: PointModel | undefined): string {
  switch (typeOf(model)) {
    case 'raw':
      return vscode.l10n.t('Hex (00 ff), or base64:AP8=.');
    case 'json':
    case 'array':
    case 'struct':
      return vscode.l10n.t('JSON');
    case 'bitmap':
      return vscode.l10n.t('The bits that are set by name, with commas, or the mask');
    case undefined:
      return vscode.l10n.t('Any JSON value; put a text in quotes.');
    default:
      return vscode.l10n.t('The value, with the scale it is shown with');
  }
}
