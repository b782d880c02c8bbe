import type { Build } from './manifest';

/** Whether a desk of this build installs a release without an administrator; one without a build does not look for any. */
export function updatesItself(build: Build | null): boolean {
  return build?.target === 'AppImage' || build?.target === 'deb';
}
