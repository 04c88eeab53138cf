import type { LimitRow } from '@reeve/database/queries/slots/load-ledger'
import type { MinimalConcurrencyLimitResponse } from '@reeve/wire'

/** Limits as the answers that change their slots show them, by name. */
export const byName = (limits: readonly LimitRow[]): MinimalConcurrencyLimitResponse[] =>
  limits.map(({ id, name, limit }) => ({ id, name, limit })).sort((a, b) => (a.name < b.name ? -1 : 1))
