import { Network, unchangingNetwork } from '../../src/app/network.js';
import { defaultNetworkSettings } from '../../src/tuya/http/proxySettings.js';

// A process of its own, for what Node reads once when it starts: asks the cloud, and prints how that ended.
const systemCertificates = process.argv[2] === 'system';
const settings = { ...defaultNetworkSettings, systemCertificates };
const transport = new Network({ ...unchangingNetwork, read: () => settings }, process.env).open();

void transport
  .send({ method: 'GET', origin: 'https://cloud.test', path: '/', headers: {} })
  .then(
    ({ status }) => console.log(status),
    (error: { failure?: string }) => console.log(error.failure),
  )
  .then(() => transport.close());
