import { randomBytes } from 'node:crypto'
import { deleteExpiredCsrfTokens } from '@reeve/database/queries/csrf-tokens/delete-expired-csrf-tokens'
import { type CsrfTokenRow, upsertCsrfToken } from '@reeve/database/queries/csrf-tokens/upsert-csrf-token'
import { addSeconds } from '@reeve/wire'
import type { Context } from '../context.ts'
import { Refused } from '../http/errors.ts'

const TOKEN_BYTES = 32

/** Gives a client its token; the one that it had ends. Refuses with 422 where tokens are not asked for. [J23] */
export async function issueCsrfToken(ctx: Context, client: string): Promise<CsrfTokenRow> {
  if (!ctx.settings['server.api.csrf_protection_enabled'])
    throw new Refused(422, 'CSRF protection is disabled.')
  const now = ctx.clock.now()
  const token: CsrfTokenRow = {
    id: ctx.ids.next(),
    created: now,
    updated: now,
    client,
    token: randomBytes(TOKEN_BYTES).toString('hex'),
    expiration: addSeconds(now, ctx.settings['server.api.csrf_token_expiration']),
  }
  return ctx.database.write(async (db) => {
    await deleteExpiredCsrfTokens(db, now)
    return upsertCsrfToken(db, token)
  })
}
