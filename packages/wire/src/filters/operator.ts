import type { Static } from 'typebox'
import { Choice } from '../schema.ts'

export const Operator = Choice('Operator', ['and_', 'or_'])
export type Operator = Static<typeof Operator>
