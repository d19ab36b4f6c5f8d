// Builds for production and packages the extension as people install it.
import { dieOf } from './fault.mjs';
import { packageExtension } from './packages.mjs';
import { onStopSignal } from './processes.mjs';

onStopSignal(async () => undefined);
await packageExtension().catch(dieOf);
