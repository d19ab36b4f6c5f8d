import { workbench } from './vscodeShim.js';

// Test files share their modules: nothing of a file before is left in the workbench.
workbench.reset();
