import fc from 'fast-check'

// Every run of the suite tries the same cases, so that a change is what makes it fail. METASTAMP_SEED=random tries others, and a number
// those of a run before.

const asked = process.env['METASTAMP_SEED'] ?? '20261120'
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked) })
