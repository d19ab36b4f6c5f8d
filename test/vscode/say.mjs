/**
 * Says what is being waited for: once at the start, and again every ten seconds until it's done.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function waitingFor(what, work) {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  console.log(`${what} …`);
  const timer = setInterval(() => console.log(`  still at it (${seconds()} s): ${what} …`), 10_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
