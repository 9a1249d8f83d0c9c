import { realpath } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import { Failure } from '../../../shared/contract/errors.ts'
import type { RootOptions } from '../../../shared/contract/watch.ts'
import { RootId } from '../../../shared/domain/ids.ts'
import { defaultExclude } from '../../../shared/domain/watch-defaults.ts'
import { fileFailure } from '../intake/file-failure.ts'
import type { RootRow } from '../store/roots.ts'
import { isNetworkDrive, sightRoot } from './root-identity.ts'
import { isInside } from './survey.ts'

/** The row of a folder that is to be watched. Throws BAD_INPUT, VANISHED, UNREADABLE, or CONFLICT when it overlaps another root. */
export async function newRoot(
  path: string,
  options: RootOptions,
  context: { roots: readonly RootRow[]; never: readonly string[]; now: number; newId: () => string },
): Promise<Omit<RootRow, 'scannedAt' | 'scan'>> {
  const real = await realFolder(path)
  const sighting = await sightRoot(real)
  if (sighting.type === 'absent') {
    throw new Failure('UNREADABLE', `“${basename(real)}” is not a folder that can be read. Choose another one.`, {
      path: real,
    })
  }
  if (context.never.some((own) => isInside(real, own)))
    throw new Failure('BAD_INPUT', `“${basename(real)}” is where this program keeps its own data.`, { path: real })
  const overlapping = context.roots.find((root) => isInside(real, root.path) || isInside(root.path, real))
  if (overlapping !== undefined) throw overlap(real, overlapping.path)
  return {
    id: RootId.parse(context.newId()),
    path: real,
    state: 'watching',
    drive: options.drive ?? (isNetworkDrive(real, sighting.marker.fileSystem) ? 'network' : 'local'),
    symlinks: options.symlinks ?? 'skip',
    include: options.include ?? [],
    exclude: options.exclude ?? [...defaultExclude],
    marker: JSON.stringify(sighting.marker),
    presence: 'here',
    addedAt: context.now,
  }
}

export async function realFolder(path: string): Promise<string> {
  if (!isAbsolute(path)) throw new Failure('BAD_INPUT', `“${path}” is not an absolute path.`, { path })
  try {
    return await realpath(path)
  } catch (thrown) {
    throw fileFailure(thrown, path)
  }
}

function overlap(path: string, watched: string): Failure {
  const message = isInside(path, watched)
    ? `“${basename(path)}” is watched already, as part of “${watched}”.`
    : `“${watched}” inside it is watched already. Stop watching that one first.`
  return new Failure('CONFLICT', message, { path })
}
