import type { ResourceSpecification } from '@reeve/wire'
import type { Labels } from './event.ts'
import { matchesGlob } from './glob.ts'

/** Whether a resource has what is asked of its labels: of each label one of its patterns. [G5] */
export const matchesLabels = (wanted: ResourceSpecification, labels: Labels): boolean =>
  Object.entries(wanted).every(([label, patterns]) => {
    const value = Object.hasOwn(labels, label) ? labels[label] : undefined
    return (typeof patterns === 'string' ? [patterns] : patterns).some((pattern) =>
      matchesPattern(value, pattern),
    )
  })

/** `!` in front negates; a label that is not there never matches. */
function matchesPattern(value: string | undefined, pattern: string): boolean {
  if (value === undefined) return false
  return pattern.startsWith('!') ? !matchesGlob(value, pattern.slice(1)) : matchesGlob(value, pattern)
}
