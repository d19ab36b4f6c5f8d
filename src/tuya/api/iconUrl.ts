import { dataCenterOf } from '../dataCenters.js';

const fallbackIconHost = 'https://images.tuyaus.com';

/**
 * The address of a device's icon. The cloud gives a path relative to the data center's image host
 * (`smart/icon/x.png`); a path that would lead to another host or isn't a plain path has no address.
 */
export function iconUrl(endpoint: string, icon: string | undefined): string | undefined {
  const host = dataCenterOf(endpoint)?.iconHost ?? fallbackIconHost;
  if (icon === undefined || !/^\/?[A-Za-z0-9._~-][A-Za-z0-9._~/-]*$/.test(icon)) return undefined;
  if (icon.split('/').includes('..')) return undefined;
  const base = `${host}/`;
  const url = new URL(icon, base);
  return url.origin === host ? url.href : undefined;
}
