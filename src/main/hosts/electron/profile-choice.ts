import { resolve } from 'node:path'
import { defaultProfileDir, type ProfileSurroundings } from '../profile-dir.ts'

/** `--profile DIR` or `--profile=DIR`, then METASTAMP_PROFILE, then the platform's place: the same library in every host. */
export function chosenProfileDir(argv: readonly string[], surroundings: ProfileSurroundings, cwd: string): string {
  const at = argv.findIndex((argument) => argument === '--profile' || argument.startsWith('--profile='))
  const argument = argv[at]
  const given = argument === '--profile' ? argv[at + 1] : argument?.slice('--profile='.length)
  const dir = given || surroundings.env['METASTAMP_PROFILE']
  return dir ? resolve(cwd, dir) : defaultProfileDir(surroundings)
}
