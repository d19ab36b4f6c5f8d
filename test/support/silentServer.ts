import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

/** A host that says nothing. */
export interface SilentServer {
  readonly port: number;
  /** Connections that it took; of one that takes none, always 0. */
  readonly taken: number;
  close(): Promise<void>;
}

/** Takes connections, reads what comes, and never answers. */
export async function neverAnswers(): Promise<SilentServer> {
  const sockets = new Set<Socket>();
  let taken = 0;
  const server = createServer((socket) => {
    taken++;
    sockets.add(socket.on('error', () => undefined).resume());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get taken() {
      return taken;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface DeafServer extends SilentServer {
  /** From now on it takes connections, those too that have been waiting, and says hello to each. */
  wake(): void;
}

/**
 * Takes no connection: its queue is full, and whoever knocks hears nothing. The system's own queue can't be made
 * shorter than it is, so it's filled; the process that should empty it stands still.
 */
export async function neverAccepts(host = '127.0.0.1', port = 0): Promise<DeafServer> {
  const lock = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const server = require('node:net').createServer((socket) => {
       socket.on('error', () => undefined);
       socket.write('hello');
     });
     server.listen({ port: workerData.port, host: workerData.host, backlog: 1 }, () => {
       parentPort.postMessage(server.address().port);
       Atomics.wait(workerData.lock, 0, 0);
     });`,
    { eval: true, workerData: { lock, host, port } },
  );
  const own = await new Promise<number>((resolve, reject) => {
    worker.once('message', resolve).once('error', reject);
  });
  const fillers = await fill(own, host);
  return {
    port: own,
    taken: 0,
    wake: () => {
      Atomics.store(lock, 0, 1);
      Atomics.notify(lock, 0);
    },
    close: async () => {
      for (const socket of fillers) socket.destroy();
      await worker.terminate();
    },
  };
}

/** Connects until the queue is full: until nobody answers for a while. */
async function fill(port: number, host: string): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let full = false; !full && sockets.length < 20;) {
    const socket = connect({ port, host });
    sockets.push(socket.on('error', () => undefined));
    full = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(true), 200);
      socket.once('connect', () => {
        clearTimeout(timer);
        resolve(false);
      });
    });
  }
  return sockets;
}
