import { expect, it } from 'vitest';
import { LinkedProducts } from '../../../../src/model/source/linkedProducts.js';
import { MemoryState } from '../../../support/storage.js';

it('of a folder are its own and those of what lies in it, and nobody else’s', async () => {
  const links = new LinkedProducts(new MemoryState());
  await links.link('file:///a', { productId: 'productofaaa', projectId: 'p' });
  await links.link('file:///a/b/c.c', { productId: 'productofccc' });
  await links.link('file:///ab', { productId: 'productofabb' });
  expect(links.within('file:///a').map(({ productId }) => productId)).toEqual([
    'productofaaa',
    'productofccc',
  ]);
  // What is above counts, too: the folder is part of it.
  expect(links.within('file:///a/b')).toEqual([
    { productId: 'productofaaa', projectId: 'p' },
    { productId: 'productofccc' },
  ]);
  expect(links.within('file:///other')).toEqual([]);
});
