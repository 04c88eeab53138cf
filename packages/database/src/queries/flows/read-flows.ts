import type { FlowSort } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { type Cut, selectRows } from '../../filters/page.ts'
import { FLOWS, type FlowFilters, selects } from '../../filters/related.ts'
import { FLOW_SORTS } from '../../filters/sorts.ts'
import type { FlowRow } from './read-flow.ts'

/** Which flows to read. */
export interface FlowSelection extends FlowFilters, Cut {
  /** Default `NAME_ASC`. */
  readonly sort?: FlowSort
}

/** Reads a page of flows. [D14, D17, D18] */
export function readFlows(db: Db, selection: FlowSelection): Promise<FlowRow[]> {
  const { sort = 'NAME_ASC', limit, offset, ...filters } = selection
  const where = selects(db.dialect, FLOWS, filters)
  const rows = selectRows<FlowRow>({ table: 'flow', where, orderBy: FLOW_SORTS[sort], limit, offset })
  return db.execute(rows.compile(db.sql))
}
