export {
  isExpired,
  type LeaseRequest,
  newLease,
  occupancySeconds,
  UNRENEWED_LEASE_SECONDS,
} from './leases.ts'
export {
  effectiveActiveSlots,
  type GivenBack,
  hasRoom,
  type SlotClock,
  TAG_PREFIX,
  withGivenBack,
  withTaken,
} from './limits.ts'
export { retryAfterSeconds } from './retry-after.ts'
