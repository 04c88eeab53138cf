import type { Route } from '../route.ts'

/** True for the operations that only Reeve has, which the contract does not know: all below `/reeve/`. */
export const isOwnRoute = ({ path }: Route): boolean => path.startsWith('/reeve/')
