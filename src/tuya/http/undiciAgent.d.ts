// undici has no types for its inner files. They are imported one by one because its root sets the
// process's global dispatcher, which other extensions' fetch would then use.
declare module 'undici/lib/core/connect.js' {
  import type { Socket } from 'node:net';
  import type { SecureContext } from 'node:tls';

  export interface ConnectTarget {
    readonly protocol: string;
    /** Without brackets. */
    readonly hostname: string;
    /** As in the URL: with brackets, and with the port unless it's the usual one. */
    readonly host: string;
    /** Empty for the usual one. */
    readonly port: string;
    readonly servername?: string | null;
    /** An open connection to speak TLS on. */
    readonly httpSocket?: Socket;
  }

  export type Connector = (
    target: ConnectTarget,
    callback: (error: Error | null, socket: Socket | null) => void,
  ) => void;

  export interface ConnectorSettings {
    readonly timeout: number;
    readonly allowH2: boolean;
    readonly rejectUnauthorized: boolean;
    readonly secureContext?: SecureContext;
  }

  export default function buildConnector(settings: ConnectorSettings): Connector;
}

declare module 'undici/lib/dispatcher/agent.js' {
  import type { Connector } from 'undici/lib/core/connect.js';

  export interface DispatchController {
    abort(reason: Error): void;
  }

  /** In the order they are called; `onRequestStart` just before the first byte is written to a connection. */
  export interface DispatchHandler {
    onRequestStart(controller: DispatchController): void;
    onResponseStart(
      controller: DispatchController,
      status: number,
      headers: Readonly<Record<string, string | string[] | undefined>>,
    ): void;
    onResponseData(controller: DispatchController, chunk: Uint8Array): void;
    onResponseEnd(controller: DispatchController): void;
    onResponseError(controller: DispatchController | undefined, error: unknown): void;
  }

  export interface AgentOptions {
    readonly connections: number;
    readonly pipelining: number;
    readonly allowH2: boolean;
    readonly connect: Connector;
    readonly headersTimeout: number;
    readonly bodyTimeout: number;
  }

  export interface DispatchOptions {
    readonly origin: string;
    readonly path: string;
    readonly method: string;
    /** Name, value, name, value. */
    readonly headers: readonly string[];
    readonly body: Uint8Array | null;
  }

  export default class Agent {
    constructor(options: AgentOptions);
    dispatch(options: DispatchOptions, handler: DispatchHandler): boolean;
    destroy(error: Error | null): Promise<void>;
  }
}
