import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deleteAsset, trashAsset } from '../../../src/main/core/store/assets.ts'
import { hasEmbedding, nearestTo, putEmbedding } from '../../../src/main/core/store/embeddings.ts'
import { addVectorFunctions, cosineDistance, outsideArchive } from '../../../src/main/core/store/vector-functions.ts'
import { ownModels } from '../../../src/shared/domain/embedding.ts'
import { addWork, openTemp, someTime } from './temp-store.ts'

const model = ownModels.picture

/** A unit vector at an angle from the first axis: the distance of two of them is 1 − cos of the difference. */
function at(degrees: number): Float32Array {
  const vector = new Float32Array(model.dimensions)
  vector[0] = Math.cos((degrees * Math.PI) / 180)
  vector[1] = Math.sin((degrees * Math.PI) / 180)
  return vector
}

const distanceAt = (degrees: number) => expect.closeTo(1 - Math.cos((degrees * Math.PI) / 180), 5)

describe('nearest works', () => {
  it('come nearest first, without the work itself, the far ones and those in the trash', () => {
    const store = openTemp()
    const angles = [0, 40, 5, 12, 20, 25]
    const works = store.transaction('add', (write) =>
      angles.map((degrees, i) => {
        const work = addWork(write, { title: `work ${i}` })
        putEmbedding(write, work.versionId, { model, vector: at(degrees) })
        return work
      }),
    )
    const [own, , second, third, trashed, fifth] = works
    if (own === undefined || trashed === undefined) throw new Error('no works')
    store.transaction('trash', (write) => trashAsset(write, trashed.assetId, someTime))
    const near = store.read((read) => nearestTo(read, own.versionId, model, { limit: 8, maxDistance: 0.2 }))
    expect(near.map(({ assetId, distance }) => [assetId, distance])).toEqual([
      [second?.assetId, distanceAt(5)],
      [third?.assetId, distanceAt(12)],
      [fifth?.assetId, distanceAt(25)],
    ])
  })

  it('are found behind many that lie nearer and are in the trash', () => {
    const store = openTemp()
    const { own, last } = store.transaction('add', (write) => {
      const works = Array.from({ length: 60 }, (_, i) => {
        const work = addWork(write, { title: `work ${i}` })
        putEmbedding(write, work.versionId, { model, vector: at(i / 4) })
        return work
      })
      for (const work of works.slice(1, -1)) trashAsset(write, work.assetId, someTime)
      return { own: works[0], last: works.at(-1) }
    })
    if (own === undefined) throw new Error('no works')
    const near = store.read((read) => nearestTo(read, own.versionId, model, { limit: 1, maxDistance: 1 }))
    expect(near.map(({ assetId }) => assetId)).toEqual([last?.assetId])
  })

  it('of another version of the model are another matter; those of a forgotten work are gone', () => {
    const store = openTemp()
    const work = store.transaction('add', (write) => {
      const added = addWork(write, { title: 'one' })
      putEmbedding(write, added.versionId, { model, vector: at(0) })
      return added
    })
    const known = (version: string) => store.read((read) => hasEmbedding(read, work.versionId, { ...model, version }))
    expect([known('1'), known('2')]).toEqual([true, false])
    store.transaction('purge', (write) => {
      trashAsset(write, work.assetId, someTime)
      deleteAsset(write, work.assetId)
    })
    expect(known('1')).toBe(false)
  })

  it('refuses a vector of another length than the model’s', () => {
    const store = openTemp()
    expect(() =>
      store.transaction('add', (write) => {
        const { versionId } = addWork(write, { title: 'one' })
        putEmbedding(write, versionId, { model, vector: new Float32Array(3) })
      }),
    ).toThrow(RangeError)
  })
})

describe('distances', () => {
  it('come from sqlite-vec where it has a build, and the profile says so', () => {
    expect(openTemp().vectorFunctions).toBe('sqlite-vec')
  })

  it('are the same from the function that stands in where it has none', () => {
    const [theirs, ours] = [new Database(':memory:'), new Database(':memory:')]
    const none = () => {
      throw new Error('Unsupported platform')
    }
    expect([addVectorFunctions(theirs), addVectorFunctions(ours, none)]).toEqual(['sqlite-vec', 'built-in'])
    const distance = (database: Database.Database, a: Float32Array, b: Float32Array) =>
      database
        .prepare<[Uint8Array, Uint8Array], { d: number }>('SELECT vec_distance_cosine(?, ?) AS d')
        .get(new Uint8Array(a.buffer), new Uint8Array(b.buffer))?.d
    const vector = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 })
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        const [left, right] = [Float32Array.from([...a, 0.5]), Float32Array.from([...b, 0.25])]
        expect(distance(ours, left, right)).toBeCloseTo(distance(theirs, left, right) ?? Number.NaN, 4)
      }),
    )
    theirs.close()
    ours.close()
  })

  it('of nothing but zeros are unknown', () => {
    const zeros = new Uint8Array(16)
    expect(cosineDistance(zeros, new Uint8Array(Float32Array.of(1, 0, 0, 0).buffer))).toBeNull()
  })

  it('are looked for beside the archive of a packed app', () => {
    expect([
      outsideArchive('/opt/app/resources/app.asar/node_modules/x/vec0.so'),
      outsideArchive('/home/me/vec0.so'),
    ]).toEqual(['/opt/app/resources/app.asar.unpacked/node_modules/x/vec0.so', '/home/me/vec0.so'])
  })
})
