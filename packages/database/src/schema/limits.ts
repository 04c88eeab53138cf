import { identity, primaryKey, required, type Table, withDefault } from './describe.ts'

export const concurrencyLimit = {
  columns: {
    ...identity,
    tag: required('text'),
    concurrency_limit: required('integer'),
    active_slots: withDefault('json', '[]'),
  },
  primaryKey: primaryKey('concurrency_limit'),
  indexes: [
    { name: 'ix_concurrency_limit__updated', columns: 'updated' },
    { name: 'uq_concurrency_limit__tag', columns: 'tag', unique: true },
  ],
} as const satisfies Table

export const concurrencyLimitV2 = {
  columns: {
    ...identity,
    active: required('boolean'),
    name: required('text'),
    limit: required('integer'),
    active_slots: required('integer'),
    denied_slots: required('integer'),
    slot_decay_per_second: required('float'),
    avg_slot_occupancy_seconds: required('float'),
  },
  primaryKey: primaryKey('concurrency_limit_v2'),
  uniques: {
    uq_concurrency_limit_v2__name: ['name'],
  },
  indexes: [{ name: 'ix_concurrency_limit_v2__updated', columns: 'updated' }],
} as const satisfies Table
