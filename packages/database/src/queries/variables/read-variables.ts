import type { VariableSort } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { type Cut, selectRows } from '../../filters/page.ts'
import { selects, VARIABLES, type VariableFilters } from '../../filters/related.ts'
import { VARIABLE_SORTS } from '../../filters/sorts.ts'
import type { VariableRow } from './read-variable.ts'

/** Which variables to read. */
export interface VariableSelection extends VariableFilters, Cut {
  /** Default `NAME_ASC`. */
  readonly sort?: VariableSort
}

/** Reads a page of variables. [D17, D18] */
export function readVariables(db: Db, selection: VariableSelection): Promise<VariableRow[]> {
  const { sort = 'NAME_ASC', limit, offset, ...filters } = selection
  const where = selects(db.dialect, VARIABLES, filters)
  const rows = selectRows<VariableRow>({
    table: 'variable',
    where,
    orderBy: VARIABLE_SORTS[sort],
    limit,
    offset,
  })
  return db.execute(rows.compile(db.sql))
}
