import * as vscode from 'vscode';
import { displayName, displayText } from '../../base/displayText.js';
import { deviceKey } from '../../base/deviceKey.js';
import type { RunPlan } from '../../model/expectations/runPlan.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { planText, sentTexts } from '../../platform/expectations/planTexts.js';
import { confirmed } from '../../platform/prompts/notify.js';
import { typedCount } from '../../platform/prompts/typedCount.js';

interface Planned {
  readonly file: string;
  readonly project: string;
  readonly plan: RunPlan;
  readonly devices: ReadonlyMap<string, readonly DeviceRef[]>;
  readonly nameOf: (ref: DeviceRef) => string;
}

/** In the question; the rest is counted. */
const linesAtMost = 12;

/**
 * Whether the person wants what a file says: which devices, which values, how often, and what it costs. A file is of the
 * workspace, and acts only after that. For several devices their number is typed.
 */
export async function confirmRun(planned: Planned): Promise<boolean> {
  const { file, project, plan, devices, nameOf } = planned;
  const refs = new Map([...devices.values()].flat().map((ref) => [deviceKey(ref), ref]));
  // What follows names them as the file does: whatever it calls them, here is what they are.
  const named = [...devices].flatMap(([key, its]) =>
    its.map((ref) => {
      const [name, id] = [nameOf(ref), displayText(ref.deviceId)];
      const device = name === id ? id : vscode.l10n.t('{0} ({1})', name, id);
      return vscode.l10n.t('{0}: {1}', displayText(key), device);
    }),
  );
  const detail = [
    vscode.l10n.t('Project {0}', displayName(project, project)),
    ...bounded(named),
    '',
    ...(plan.sends === 0 ? [vscode.l10n.t('Nothing is sent to them.')] : bounded(sentTexts(plan))),
    ...(plan.restores ? [vscode.l10n.t('The values from before are sent back at the end.')] : []),
    '',
    planText(plan),
  ].join('\n');
  const question = vscode.l10n.t('Run ‘{0}’?', displayText(file));
  if (!(await confirmed(question, detail, vscode.l10n.t('Run')))) return false;
  if (refs.size < 2 || plan.sends === 0) return true;
  const prompt = vscode.l10n.t('Type {0} to send to {0} devices.', refs.size);
  return typedCount(refs.size, { title: question, prompt });
}

function bounded(lines: readonly string[]): readonly string[] {
  if (lines.length <= linesAtMost) return lines;
  const rest = lines.length - linesAtMost + 1;
  return [...lines.slice(0, linesAtMost - 1), vscode.l10n.t('and {0} more', rest)];
}
