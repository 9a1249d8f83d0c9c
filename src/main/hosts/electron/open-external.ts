import { shell } from 'electron'
import { demandExternalAddress } from '../external-address.ts'

/** The one place that hands an address to the operating system. Fails with FORBIDDEN for anything but https and mailto. */
export async function openExternal(address: string): Promise<void> {
  await shell.openExternal(demandExternalAddress(address))
}
