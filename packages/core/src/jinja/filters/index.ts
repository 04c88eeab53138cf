import type { Filter } from './filter.ts'
import { numberFilters } from './numbers.ts'
import { sequenceFilters } from './sequences.ts'
import { textFilters } from './text.ts'

/** All filters by name. */
export const filters: ReadonlyMap<string, Filter> = new Map(
  Object.entries({ ...textFilters, ...numberFilters, ...sequenceFilters }),
)
