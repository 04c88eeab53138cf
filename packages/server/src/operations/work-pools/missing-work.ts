import { Refused } from '../../http/errors.ts'

/** Refuses a pool that is not there. */
export const missingPool = (name: string): Refused => new Refused(404, `Work pool "${name}" not found.`)

/** Refuses a queue that its pool does not have. */
export const missingQueue = (pool: string, name: string): Refused =>
  new Refused(404, `Work pool queue '${pool}/${name}' not found.`)
