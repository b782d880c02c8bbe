import { wentBack } from './bad-release';
import { cuts } from './cuts';
import { deb, debCrashes, debUnwatched } from './debs';
import { good } from './good-update';
import { kills } from './kill-updates';
import { refusals } from './refusals';
import type { Scenario } from './scenario';

/** What has to hold of updates, each with a centre of its own. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  good, crashes: (setting) => wentBack(setting, 'crashes', 'crashed'), noWindow: (setting) => wentBack(setting, 'noWindow', 'noWindow'),
  noSync: (setting) => wentBack(setting, 'noSync', 'noSync'), refusals, cuts, kills,
};

/** Those of Debian packages: as root, with the packages of both versions, and only when asked for by name. */
export const DEB_SCENARIOS: Readonly<Record<string, Scenario>> = { deb, debCrashes, debUnwatched };
