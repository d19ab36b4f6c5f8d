/** Bytes on the heap and in buffers that what is made keeps. */
export async function bytesOf(make: () => unknown): Promise<number> {
  const before = used();
  const made = await make();
  const bytes = used() - before;
  // Needed until here, or it might be collected while it is measured.
  if (made === undefined) throw new Error('Nothing is kept.');
  return bytes;
}

function used(): number {
  // Buffers are given back beside the work, and surely by the next collection.
  for (let times = 0; times < 2; times++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
