import type { TaskRunRule } from '../rule.ts'
import { releaseTagSlots } from './release-tag-slots.ts'

/** What holds even for forced transitions, new runs and the server's own changes. [B42] */
export const minimalTaskPolicy: readonly TaskRunRule[] = [releaseTagSlots]
