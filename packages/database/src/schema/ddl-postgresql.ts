import { TYPES } from '../postgresql/types.ts'
import type { Column, Kind } from './describe.ts'

/** The type of a column and its default. */
export function postgresqlColumn(column: Column): string {
  if (column.kind === 'serial') return 'bigserial'
  const text = defaultText(column)
  return text === undefined ? TYPES[column.kind] : `${TYPES[column.kind]} DEFAULT ${text}`
}

const BARE: readonly Kind[] = ['boolean', 'integer']

function defaultText({ kind, default: given }: Column): string | undefined {
  if (!given) return undefined
  if ('make' in given) return given.make === 'random' ? 'gen_random_uuid()' : 'CURRENT_TIMESTAMP'
  return BARE.includes(kind) ? String(given.value) : `'${given.value}'`
}
