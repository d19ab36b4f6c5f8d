import type { Product } from './product.js';
import { homeProducts, virtualLamp } from './home.js';
import { powerProducts } from './power.js';
import { gatewayProduct, sensorProducts, soilSensor } from './sensors.js';

export const catalogue: readonly Product[] = [
  gatewayProduct,
  ...sensorProducts,
  soilSensor,
  ...powerProducts,
  ...homeProducts,
  virtualLamp,
];

export function productOf(key: string): Product {
  const product = catalogue.find((each) => each.key === key);
  if (!product) throw new RangeError(`There is no product called “${key}”.`);
  return product;
}
