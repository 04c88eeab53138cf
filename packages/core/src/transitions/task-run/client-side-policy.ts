import type { TaskRunRule } from '../rule.ts'
import { coreTaskPolicy } from './core-policy.ts'
import { secureTagSlots } from './secure-tag-slots.ts'

/** As the core policy, for clients that take slots on tags themselves. [B57] */
export const clientSideTaskPolicy: readonly TaskRunRule[] = coreTaskPolicy.filter(
  (rule) => rule !== secureTagSlots,
)
