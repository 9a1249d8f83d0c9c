// electron-builder sets the fuses that electron-builder.yml lists, but cannot be told to insist on all of them.
// Set here with strictlyRequireAllFuses, a new Electron with a fuse nobody has decided on stops the packing.

/** Called by electron-builder after an app is packed and before it is signed. */
export default async function afterPack(context) {
  const { packager } = context
  const fuses = await packager.generateFuseConfig(packager.config.electronFuses)
  await packager.addElectronFuses(context, { ...fuses, strictlyRequireAllFuses: true })
}
