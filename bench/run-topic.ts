import { createContext, type Surroundings } from './context.ts'
import { topics } from './topics.ts'

// One topic, in a process of its own. Its rows go to the parent; its remarks to stderr.

process.once('message', (message: { name: string; surroundings: Surroundings }) => {
  const { name, surroundings } = message
  const load = topics[name]
  const answer = async () => {
    if (load === undefined) throw new Error(`there is no topic ${name}`)
    const context = createContext(surroundings, (line) => process.stderr.write(`  ${name}: ${line}\n`))
    return (await load()).run(context)
  }
  answer()
    .then(
      (rows) => ({ ok: true, rows }),
      (thrown: unknown) => ({
        ok: false,
        error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
      }),
    )
    .then((result) => process.send?.(result, () => process.disconnect()))
    .catch(() => process.exit(1))
})
