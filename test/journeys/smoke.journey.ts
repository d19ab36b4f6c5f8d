import { journey } from './harness/journey.js';

journey(
  'the Tuya view opens and offers a way to begin',
  { allBuiltins: true },
  async ({ workbench, screenshot }) => {
    await workbench.activityBar.open('Tuya');
    await workbench.sideBar.welcome.waitFor();
    await workbench.sideBar.welcomeAction(/demo/i).first().waitFor();
    await screenshot('welcome');
  },
);
