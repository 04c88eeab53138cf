import type { BoundSocket } from './socket.ts'

/** Every socket that the server serves. */
export const boundSockets: readonly BoundSocket[] = []
