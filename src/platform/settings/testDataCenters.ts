import * as vscode from 'vscode';
import type { Center } from '../../model/setup/dataCenterFinder.js';
import { dataCenters } from '../../tuya/dataCenters.js';
import { checkEndpoint } from '../../tuya/endpoint.js';

/** Origins, separated by commas, in the order of the published data centers. */
export const testDataCentersVariable = 'TUYA_STAND_INS';

/**
 * Servers of this machine in the place of the data centers, for tests that walk through a whole VS Code. Nothing that
 * people have can set them: an installed extension always runs in production mode, where they are ignored, and they
 * are not read from a setting or a workspace but from the environment that VS Code was started with. What is not on
 * this machine is refused in every mode, so that keys can't be led anywhere else.
 */
export function testDataCenters(
  mode: vscode.ExtensionMode | undefined,
  text: string | undefined,
): readonly Center[] | undefined {
  const fromSource = mode === vscode.ExtensionMode.Development || mode === vscode.ExtensionMode.Test;
  if (!fromSource || text === undefined || text === '') return undefined;
  const origins = text.split(',');
  return dataCenters.flatMap(({ name }, at) => {
    const check = checkEndpoint(origins[at] ?? '');
    return check.ok && check.loopback ? [{ name, endpoint: check.endpoint }] : [];
  });
}
