import type { TuyaClient } from '../tuya/client.js';

/** One client per project, made when it is first needed, closed with the project. */
export interface Connections {
  /**
   * @throws ProjectError where the project is unknown or its secret is missing; SecretVaultError where the
   * keyring can't be read.
   */
  client(projectId: string, signal?: AbortSignal): Promise<TuyaClient>;
}
