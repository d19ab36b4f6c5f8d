import type { Event } from '../../base/event.js';

/** What a person set in VS Code under `http.`, in the words of those settings. */
export interface NetworkSettings {
  /** `off` switches every proxy off, those of the environment too; the other three mean the same here. */
  readonly proxySupport: 'off' | 'on' | 'override' | 'fallback';
  /** Empty for none. */
  readonly proxy: string;
  /** Where it names anything, the environment's list isn't looked at. */
  readonly noProxy: readonly string[];
  /** The value of the header `Proxy-Authorization`; goes before the credentials in a proxy's address. */
  readonly proxyAuthorization?: string;
  /** False takes any certificate of an https proxy itself. What the cloud shows is verified all the same. */
  readonly proxyStrictSSL: boolean;
  /** Trust what this system trusts, besides what Node trusts. */
  readonly systemCertificates: boolean;
}

/** As VS Code has them where nobody set anything. */
export const defaultNetworkSettings: NetworkSettings = {
  proxySupport: 'override',
  proxy: '',
  noProxy: [],
  proxyStrictSSL: true,
  systemCertificates: true,
};

/** Where the settings come from, and when they change. */
export interface NetworkSource {
  read(): NetworkSettings;
  readonly onDidChange: Event<void>;
}

/** `process.env`, or as much of it as a test wants. */
export type Environment = Readonly<Record<string, string | undefined>>;
