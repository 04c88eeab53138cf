import type { Static } from 'typebox'
import { Choice, Maybe, Model } from '../schema.ts'
import Type from '../type.ts'

export const ConcurrencyLimitStrategy = Choice('ConcurrencyLimitStrategy', ['ENQUEUE', 'CANCEL_NEW'])
export type ConcurrencyLimitStrategy = Static<typeof ConcurrencyLimitStrategy>

export const ConcurrencyOptions = Model('ConcurrencyOptions', {
  collision_strategy: ConcurrencyLimitStrategy,
  grace_period_seconds: Maybe(Type.Integer({ minimum: 60, maximum: 86400 })),
})
export type ConcurrencyOptions = Static<typeof ConcurrencyOptions>
