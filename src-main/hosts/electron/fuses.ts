/**
 * The fuses to flip in the shipped binary, by `@electron/fuses`' names of version 1. Not applied yet: the program is not
 * packaged. `nodeCliInspect` stays on in the build that Playwright drives, for `_electron` needs it.
 */
export const shippedFuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
} as const;
