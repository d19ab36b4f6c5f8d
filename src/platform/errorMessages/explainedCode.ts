import { codeTable } from '../../tuya/errors/codeTable.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import { describeProblem } from './problemTexts.js';

/** What a code of the cloud means, as an error with it would be told; undefined for a code that nobody knows. */
export function explainedCode(code: number): { readonly what: string; readonly remedy?: string } | undefined {
  const meaning = codeTable.get(code);
  if (!meaning) return undefined;
  const { reason, remedy } = meaning;
  const details = { operation: 'devices.get', message: '', code, remedy } as const;
  const { what, remedy: step } = describeProblem(new TuyaError(reason, details));
  return { what, ...(step !== undefined && { remedy: step }) };
}
