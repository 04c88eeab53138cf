/** What rules about values are written with. */
export type { ParseContext } from './context.ts'
export { type Problem, valueError } from './issue.ts'
export { isEmpty, isPlainObject } from './objects.ts'
export { lengthOf } from './text-length.ts'
