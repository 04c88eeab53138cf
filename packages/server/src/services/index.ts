import { eventPersister } from './event-persister.ts'
import { leaseRepossessor } from './lease-repossessor.ts'
import type { Service } from './service.ts'
import { taskClaims } from './task-claims.ts'

/** Every service of the server. */
export const services: readonly Service[] = [eventPersister, leaseRepossessor, taskClaims]
