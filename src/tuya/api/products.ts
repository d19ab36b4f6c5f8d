import { pathId, type ApiRunner } from '../wire/apiCall.js';
import type { CallInfo } from '../operations.js';
import type { ProductDefinition, ShadowProperty } from '../results.js';
import {
  readShadowResult,
  readSpecificationResult,
  readThingModelResult,
} from '../schemas/productResults.js';

/** Only `v1.1` tells data points' numbers; `iot-03` tells names, and is of another API group than the other two. */
export type SpecificationForm = 'v1.1' | 'v1.0' | 'iot-03';

/** What a product says of its data points, asked through one of its devices: no call takes a product's id. */
export class Products {
  constructor(private readonly api: ApiRunner) {}

  /** The richest source: names, numbers, and the product's own data points. No points where the cloud has no model. */
  async thingModel(deviceId: string, signal?: AbortSignal): Promise<ProductDefinition> {
    const operation = 'products.thingModel';
    const path = ['v2.0', 'cloud', 'thing', pathId(operation, 'deviceId', deviceId), 'model'];
    return this.api.run({ operation, method: 'GET', path, read: readThingModelResult }, signal);
  }

  /** Data points of the standard set. Code 2009 (`unsupported`) for devices that have none. */
  async specification(
    deviceId: string,
    form: SpecificationForm,
    signal?: AbortSignal,
  ): Promise<ProductDefinition> {
    const operation = 'products.specification';
    const path = specificationPath(form, pathId(operation, 'deviceId', deviceId));
    return this.api.run({ operation, method: 'GET', path, read: readSpecificationResult }, signal);
  }

  /** All data points of a device with their ages and the names given to them. */
  async shadow(
    deviceId: string,
    signal?: AbortSignal,
    onCall?: (info: CallInfo) => void,
  ): Promise<readonly ShadowProperty[]> {
    const operation = 'products.shadow';
    const device = pathId(operation, 'deviceId', deviceId);
    const path = ['v2.0', 'cloud', 'thing', device, 'shadow', 'properties'];
    const call = {
      operation,
      method: 'GET',
      path,
      read: readShadowResult,
      ...(onCall && { onCall }),
    } as const;
    return this.api.run(call, signal);
  }
}

function specificationPath(form: SpecificationForm, deviceId: string): readonly string[] {
  switch (form) {
    case 'v1.1':
    case 'v1.0':
      return [form, 'devices', deviceId, 'specifications'];
    case 'iot-03':
      return ['v1.0', 'iot-03', 'devices', deviceId, 'specification'];
  }
}
