import type { Db, Statement } from './database.ts'

/** A row that is locked and the row of its state, joined: nothing of the state but that it is there. */
interface WithState {
  /** As the locked row names it. */
  readonly state_id: string | null
  /** As the joined row has it. */
  readonly state_type: string | null
}

/**
 * Runs a statement that locks rows and joins others to them. PostgreSQL gives a row that changed while it was waited
 * for as it is now, but joins it to the rows that were there when the statement began: one that it names only since
 * then is not found. The statement then runs once more, on rows that are locked by now.
 */
export async function runLocked<Row>(
  db: Db,
  statement: Statement,
  { params, isTorn }: { readonly params: readonly unknown[]; readonly isTorn: (row: Row) => boolean },
): Promise<Row[]> {
  const rows = await db.run<Row>(statement, params)
  return rows.some(isTorn) ? db.run<Row>(statement, params) : rows
}

/** Runs a statement that locks runs and joins their states to them. */
export const loadLocked = <Row extends WithState>(
  db: Db,
  statement: Statement,
  ids: readonly string[],
): Promise<Row[]> => runLocked<Row>(db, statement, { params: [db.dialect.list(ids)], isTorn: lacksItsState })

const lacksItsState = ({ state_id, state_type }: WithState) => state_id !== null && state_type === null
