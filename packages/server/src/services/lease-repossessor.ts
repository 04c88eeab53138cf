import { claimExpiredLeases } from '@reeve/database/queries/leases/claim-expired-leases'
import type { Context } from '../context.ts'
import { endLeases } from '../operations/limits/give-back-slots.ts'
import type { Service } from './service.ts'

/** Leases that are ended in one transaction at most, so that those who take slots do not wait long. */
const BATCH_LEASES = 100

/** Gives back the slots of leases that nobody renewed in time. [E19] */
export const leaseRepossessor: Service = {
  name: 'lease repossessor',
  settingSwitch: 'server.services.repossessor.enabled',
  intervalSeconds: (settings) => settings['server.services.repossessor.loop_seconds'],
  async tick(ctx) {
    while ((await repossess(ctx)) === BATCH_LEASES);
  },
}

/** Ends a batch of expired leases. Returns how many there were. */
const repossess = (ctx: Context): Promise<number> =>
  ctx.database.write(async (db) => {
    const leases = await claimExpiredLeases(db, { now: ctx.clock.now(), limit: BATCH_LEASES })
    if (leases.length > 0) await endLeases(ctx, db, leases)
    return leases.length
  })
