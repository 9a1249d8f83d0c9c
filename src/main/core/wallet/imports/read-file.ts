import { Failure } from '../../../../shared/contract/errors.ts'
import {
  maxPayoutFileBytes,
  type PayoutFile,
  PayoutMapping,
  type PayoutPreview,
} from '../../../../shared/domain/payout-import.ts'
import { decoderFor } from '../../media/text/decoder.ts'
import { encodingOf, sniffedBytes } from '../../media/text/encoding.ts'
import { mappingFor } from '../../store/payout-imports.ts'
import type { ReadStore } from '../../store/handles.ts'
import { guessMapping, missingColumns } from '../rules/payout-mapping.ts'
import { readTable, type Table } from '../rules/payout-table.ts'

// Bytes of a file to a table, and how its columns are to be read: as a person says, as it was the last time, or guessed.

export type PayoutSource = { bytes: Uint8Array; encoding: string; table: Table }

export function readPayoutFile({ content, fileName }: PayoutFile): PayoutSource {
  const bytes = Buffer.from(content, 'base64')
  if (bytes.length === 0) throw new Failure('EMPTY_FILE', `“${fileName}” is empty: there is nothing to import.`)
  if (bytes.length > maxPayoutFileBytes)
    throw new Failure(
      'TOO_LARGE',
      `“${fileName}” is larger than 5 MB. Split it, by month for example, and import the parts.`,
    )
  // A workbook, a PDF, a picture: what they hold is no table of text.
  if (/^(PK\u0003\u0004|%PDF|\u00d0\u00cf\u0011\u00e0)/.test(bytes.toString('latin1', 0, 8)))
    throw new Failure(
      'UNSUPPORTED_TYPE',
      `“${fileName}” is not CSV. Open it in a spreadsheet, save it as CSV, and import that.`,
    )
  const { name, markBytes } = encodingOf(bytes.subarray(0, sniffedBytes))
  const decoder = decoderFor(name)
  const text = decoder.decode(bytes.subarray(markBytes)) + decoder.finish()
  return { bytes, encoding: name, table: readTable(text, fileName) }
}

export const columnsKey = (table: Table): string => JSON.stringify(table.columns)

export type ChosenMapping = Pick<PayoutPreview, 'mapping' | 'mappedBy' | 'unsure' | 'platform'>

export function chooseMapping(read: ReadStore, table: Table, given: PayoutMapping | null): ChosenMapping {
  const kept = mappingFor(read, columnsKey(table))
  const platform = kept?.name ?? null
  if (given !== null) {
    assertColumns(given, table)
    return { mapping: given, mappedBy: 'person', unsure: [], platform }
  }
  const remembered = kept === undefined ? null : PayoutMapping.safeParse(JSON.parse(kept.mapping))
  if (remembered?.success === true) return { mapping: remembered.data, mappedBy: 'memory', unsure: [], platform }
  const guessed = guessMapping(table)
  return { ...guessed, mappedBy: 'guess', platform }
}

/** Fails with BAD_INPUT when a mapping names a column that is not there. */
export function assertColumns(mapping: PayoutMapping, table: Table): void {
  const [missing] = missingColumns(mapping, table)
  if (missing === undefined) return
  throw new Failure(
    'BAD_INPUT',
    `The file has no column “${missing}”. It has: ${table.columns.join(', ')}. Choose one of these.`,
  )
}
