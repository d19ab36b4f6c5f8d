import { createServer } from 'node:net';

/**
 * A port of the loopback interface that nobody listens on.
 * @returns {Promise<number>}
 */
export async function freePort() {
  return listenOnce(0);
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export async function isFree(port) {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

/**
 * @param {number} port
 * @returns {Promise<number>}
 */
function listenOnce(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
