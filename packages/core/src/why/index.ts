export { explain } from './explain.ts'
export type * from './facts.ts'
