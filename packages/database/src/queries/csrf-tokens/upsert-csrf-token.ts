import type { Selectable } from 'kysely'
import type { Db } from '../../database.ts'
import type { Tables } from '../../schema/tables.ts'

/** A row of `csrf_token`. */
export type CsrfTokenRow = Selectable<Tables['csrf_token']>

/** Gives a client a token in place of the one that it had. [J23] */
export async function upsertCsrfToken(db: Db, row: CsrfTokenRow): Promise<CsrfTokenRow> {
  const [saved] = await db.execute(
    db.sql
      .insertInto('csrf_token')
      .values(row)
      .onConflict((conflict) =>
        conflict.column('client').doUpdateSet({ token: row.token, expiration: row.expiration }),
      )
      .returning(['id', 'created', 'updated'])
      .compile(),
  )
  return { ...row, ...saved }
}
