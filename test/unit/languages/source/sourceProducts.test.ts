import { expect, it } from 'vitest';
import type * as vscode from 'vscode';
import type { Core } from '../../../../src/app/core.js';
import { SourceProducts } from '../../../../src/languages/source/sourceProducts.js';
import type { PlacedFile } from '../../../../src/languages/source/workspaceFirmware.js';
import type { PointChange } from '../../../../src/model/products/pointChanges.js';
import type { LinkedProducts } from '../../../../src/model/source/linkedProducts.js';
import type { SourceFacts } from '../../../../src/model/source/pointSite.js';
import type { PointModel } from '../../../../src/model/values/pointModel.js';
import { Uri } from '../../../support/vscodeShim.js';

const valve: PointModel = {
  ...{ code: 'temp_set', dpId: 16, type: 'integer', min: 1, max: 59, step: 5, scale: 1, unit: '℃' },
};

/** A file of a product whose model was imported; no cloud project was added. */
async function pointOf(change: PointChange): Promise<PointModel | undefined> {
  let changes: ReadonlyMap<string, PointChange> = new Map();
  const core = {
    projects: { list: () => [] },
    workspaceProject: { id: undefined },
    productModels: { importOf: () => Promise.resolve({ file: 'devices.json', points: [valve] }) },
    productChanges: {
      ready: () => Promise.resolve(void (changes = new Map([['temp_set', change]]))),
      of: () => changes,
    },
  } as unknown as Core;
  const links = { of: () => ({ productId: 'chyvmhay' }) } as unknown as LinkedProducts;
  const uri = Uri.parse('file:///main.c') as unknown as vscode.Uri;
  const found = await new SourceProducts(core, links).of(uri, {} as SourceFacts, {} as PlacedFile);
  return found?.points?.withId(16);
}

it('reads an imported model as any other: what can’t be meant as what it is, with a person’s changes', async () => {
  expect(await pointOf({})).toMatchObject({ unit: '× 0.5 ℃', scale: 0 });
  expect(await pointOf({ name: 'Comfort', unit: '°C' })).toMatchObject({
    name: 'Comfort',
    unit: '°C',
    scale: 1,
  });
});
