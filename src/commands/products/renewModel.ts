import * as vscode from 'vscode';
import { displayName } from '../../base/displayText.js';
import type { ModelState } from '../../model/products/productModel.js';
import type { ProductArg } from '../../platform/commands/commandArgs.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import { withCancellableProgress } from '../../platform/prompts/notify.js';
import type { CommandDeps } from '../commandDeps.js';
import { givenProduct, productOf, spokesman } from './products.js';

/**
 * Reads a product's model anew, whatever is kept and whatever was refused.
 * @throws ToldError, or what the cloud answered
 */
export async function renewModel(deps: CommandDeps, given: ProductArg | undefined): Promise<void> {
  const core = await deps.core.get();
  const product = await givenProduct(core, given, vscode.l10n.t('Read the model of which product?'));
  if (!product) return;
  const device = given && 'deviceId' in given ? productOf(core, given) : spokesman(product);
  if (!device)
    throw new ToldError({
      what: vscode.l10n.t(
        'No device of this product is known here, and a model is read through one of them.',
      ),
    });
  const isGivenUp = await withCancellableProgress(
    vscode.l10n.t('Reading the product’s model…'),
    async (signal) => {
      await core.productModels.renew(device, { asker: 'person', signal });
      return signal.aborted;
    },
  );
  if (isGivenUp) return;
  const text = told(core.productModels.ofCloud(device), displayName(product.name, product.productId));
  // Nobody waits for the message to be closed.
  void vscode.window.showInformationMessage(text);
}

function told(reading: ModelState, name: string): string {
  switch (reading.state) {
    case 'read': {
      const { problem, model } = reading;
      if (problem !== undefined) throw problem;
      return model.points.length === 1
        ? vscode.l10n.t('‘{0}’: the model has 1 data point.', name)
        : vscode.l10n.t('‘{0}’: the model has {1} data points.', name, model.points.length);
    }
    case 'refused':
    case 'failed':
      throw reading.problem;
    default:
      return vscode.l10n.t('The cloud has no model for ‘{0}’.', name);
  }
}
