import type { Db, Statement } from './database.ts'

/** A row that is locked and the row of its state, joined: nothing of the state but that it is there. */
interface WithState {
  /** As the locked row names it. */
  readonly state_id: string | null
  /** As the joined row has it. */
  readonly state_type: string | null
}

/**
 * Runs a statement that locks runs and joins their states to them. PostgreSQL gives a run that changed while it was
 * waited for as it is now, but joins it to the rows that were there when the statement began: a state entered in
 * between is not found. The statement then runs once more, on runs that are locked by now.
 */
export async function loadLocked<Row extends WithState>(
  db: Db,
  statement: Statement,
  ids: readonly string[],
): Promise<Row[]> {
  const params = [db.dialect.list(ids)]
  const rows = await db.run<Row>(statement, params)
  return rows.some(lacksItsState) ? db.run<Row>(statement, params) : rows
}

const lacksItsState = ({ state_id, state_type }: WithState) => state_id !== null && state_type === null
