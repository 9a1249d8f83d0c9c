import { z } from 'zod'

// Imported before everything else: zod otherwise probes whether it may compile code, which the content policy reports.
z.config({ jitless: true })
