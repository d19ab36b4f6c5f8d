import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../base/clock.js';
import { FileLock } from '../base/fileLock.js';
import type { DisposableStore } from '../base/lifecycle.js';
import type { Way } from '../model/diagnosis/diagnosis.js';
import { CallBudget } from '../model/meter/callBudget.js';
import { CallMeter } from '../model/meter/callMeter.js';
import { processOwners } from '../model/meter/owners.js';
import { Connections } from '../model/projects/connections.js';
import { ProjectStore } from '../model/projects/projectStore.js';
import type { CoreDeps } from './coreDeps.js';
import { DemoCloud } from './demoCloud.js';
import { Network, unchangingNetwork } from './network.js';

/** The ways to the clouds: the projects and their clients, and what counts and limits the calls. */
export function cloudAccess(deps: CoreDeps, clock: Clock, own: DisposableStore) {
  const { state, vault, log, newId, storageFolder } = deps;
  const owners = processOwners(() => clock.now());
  const demoCloud = new DemoCloud();
  const network = new Network(deps.network ?? unchangingNetwork, process.env);
  const projects = own.add(new ProjectStore(state, vault, newId, log.child('projects')));
  const meter = own.add(
    new CallMeter({
      folder: join(storageFolder, 'meter'),
      owners,
      projects,
      clock,
      log: log.child('meter'),
      newId: randomUUID,
    }),
  );
  const budget = own.add(new CallBudget({ meter, projects, clock }));
  const connections = own.add(
    new Connections({
      projects,
      vault,
      clock,
      log: log.child('cloud'),
      openTransport: () => Promise.resolve(network.open()),
      openDemo: () => demoCloud.open(),
      tokenLock: ({ endpoint, accessId }) => {
        const name = createHash('sha256').update(`${endpoint}\n${accessId}`).digest('hex').slice(0, 16);
        return new FileLock({ path: join(storageFolder, 'tokens', `${name}.lock`), owners, clock });
      },
      onSend: (owner, call) => meter.count(owner, call),
      admit: (projectId, asking) => budget.admit(projectId, asking),
    }),
  );
  own.addClosing(() => connections.closeAll());
  return {
    projects,
    meter,
    budget,
    connections,
    owners,
    demoSchema: () => demoCloud.schema(),
    wayTo: (origin: string) => wayOf(network.route(origin)),
  };
}

/** A way that isn't spoken here is a proxy's too. */
function wayOf(route: ReturnType<Network['route']>): Way {
  if (route.kind === 'direct') return { proxy: undefined };
  return { proxy: route.kind === 'proxy' ? route.proxy.host : route.host, by: route.by };
}
