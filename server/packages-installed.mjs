/**
 * Whether npm has installed what a lock file names, by the list that npm leaves in `node_modules`. Packages of other
 * platforms, which are optional, may be missing. Plain JavaScript, because it runs before anything is installed.
 *
 * @param {Record<string, LockedPackage>} wanted `packages` of package-lock.json
 * @param {Record<string, LockedPackage>} present `packages` of node_modules/.package-lock.json
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 */
export function packagesInstalled(wanted, present) {
  return Object.entries(wanted).every(([path, { version, integrity, optional, devOptional }]) => {
    // The project itself.
    if (path === '') return true;
    const there = present[path];
    if (there === undefined) return optional === true || devOptional === true;
    return there.version === version && there.integrity === integrity;
  });
}
