import { renewLease as renew } from '@reeve/database/queries/leases/renew-lease'
import { addSeconds } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Refused } from '../../http/errors.ts'

/** Lets a lease last for this many seconds from now. Refuses with 410 if it has ended. [F8] */
export async function renewLease(ctx: Context, id: string, durationSeconds: number): Promise<null> {
  const expiration = addSeconds(ctx.clock.now(), durationSeconds)
  const renewed = await ctx.database.write((db) => renew(db, { id, expiration }))
  if (!renewed) throw new Refused(410, 'Lease not found - it may have expired or been revoked')
  return null
}
