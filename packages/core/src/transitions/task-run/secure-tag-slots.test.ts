import { describe, expect, it } from 'vitest'
import { UNRENEWED_LEASE_SECONDS } from '../../slots/leases.ts'
import type { SlotLimit, TaskRunFacts } from '../facts.ts'
import {
  at,
  decideTask,
  NOW,
  reeveId,
  slotLimit,
  state,
  TASK_RUN_ID,
  type TaskSituation,
  told,
} from '../testing.ts'

const tagLimit = (tag: string, given: Partial<SlotLimit> = {}): SlotLimit => {
  const id = reeveId(600 + tag.charCodeAt(0))
  return slotLimit({ id, name: `tag:${tag}`, ...given })
}

const tagged = (
  limits: readonly SlotLimit[],
  legacyTagLimits: TaskRunFacts['legacyTagLimits'] = [],
): TaskSituation => ({
  state: state({ type: 'PENDING' }),
  facts: { tagLimitIds: limits.map(({ id }) => id), legacyTagLimits },
  limits,
})

const row = (tag: string, concurrency_limit: number, active_slots: string[] = []) => ({
  id: `row-${tag}`,
  tag,
  concurrency_limit,
  active_slots,
})

const start = (situation: TaskSituation) => decideTask(situation, { type: 'RUNNING' })
const deadlock = (tag: string) =>
  `ABORT: The concurrency limit on tag "${tag}" is 0 and will deadlock if the task tries to run again.`

describe('a task with limited tags', () => {
  it('takes a slot on each of them under one lease, until it lets go', () => {
    const limits = [tagLimit('a'), tagLimit('b')]
    expect(start(tagged(limits)).slots).toEqual([
      {
        kind: 'take',
        lease: {
          id: reeveId(1),
          resource_ids: limits.map(({ id }) => id),
          slots: 1,
          holder: { type: 'task_run', id: TASK_RUN_ID },
          created_at: NOW,
          expiration: at(UNRENEWED_LEASE_SECONDS),
        },
      },
    ])
  })

  it('waits if one of them is full, and takes none', () => {
    const decision = start(tagged([tagLimit('a'), tagLimit('b', { active_slots: 1 })]))
    expect(told(decision)).toBe('WAIT 2: Concurrency limit reached for tags: a, b')
    expect(decision.slots).toEqual([])
  })

  it.each([
    [2, 2],
    [5, 5],
    [100, 10],
    [0, 10],
  ])(
    'waits about as long as slots are held, at most ten seconds: %d s',
    (avg_slot_occupancy_seconds, seconds) => {
      const limits = [tagLimit('a', { active_slots: 1, avg_slot_occupancy_seconds })]
      expect(told(start(tagged(limits)))).toBe(`WAIT ${seconds}: Concurrency limit reached for tags: a`)
    },
  )

  it('waits by the most contended limit', () => {
    const limits = [
      tagLimit('a', { limit: 2, active_slots: 1, avg_slot_occupancy_seconds: 9 }),
      tagLimit('b', { active_slots: 1, avg_slot_occupancy_seconds: 4 }),
    ]
    expect(told(start(tagged(limits)))).toContain('WAIT 4:')
  })

  it('is turned away from a limit of 0', () => {
    expect(told(start(tagged([tagLimit('a'), tagLimit('b', { limit: 0 })])))).toBe(deadlock('b'))
  })

  it('is asked to wait if another of its limits is full as well', () => {
    const limits = [tagLimit('a', { limit: 0 }), tagLimit('b', { active_slots: 1 })]
    expect(told(start(tagged(limits)))).toBe('WAIT 2: Concurrency limit reached for tags: b')
  })

  it('does not mind limits that are switched off', () => {
    const decision = start(tagged([tagLimit('a', { active: false, limit: 0 })]))
    expect([decision.verdict.status, decision.slots]).toEqual(['ACCEPT', []])
  })

  it('holds no slots if it is asked to wait for its time', () => {
    const current = state({ type: 'SCHEDULED', state_details: { scheduled_time: at(60) } })
    const decision = start({ ...tagged([tagLimit('a')], [row('b', 1)]), state: current })
    expect([decision.verdict.status, decision.slots]).toEqual(['WAIT', []])
  })

  it.each(['minimal', 'client-side', 'background'] as const)('takes none by the %s policy', (policy) => {
    const decision = start({ ...tagged([tagLimit('a', { active_slots: 1 })]), policy })
    expect([decision.verdict.status, decision.slots]).toEqual(['ACCEPT', []])
  })
})

describe('older tag limits', () => {
  it('are taken where the tag has no newer one', () => {
    const decision = start(tagged([tagLimit('a')], [row('a', 0), row('b', 2, ['other'])]))
    expect(decision.slots.map(({ kind }) => kind)).toEqual(['take', 'legacy-take'])
    expect(decision.slots[1]).toEqual({ kind: 'legacy-take', limitRowId: 'row-b', taskRunId: TASK_RUN_ID })
  })

  it('count where the newer one is switched off', () => {
    expect(told(start(tagged([tagLimit('a', { active: false })], [row('a', 0)])))).toBe(deadlock('a'))
  })

  it('of 0 turn the task away', () => {
    expect(told(start(tagged([], [row('a', 0)])))).toBe(deadlock('a'))
  })

  it('that are full let it wait for the configured time', () => {
    expect(told(start(tagged([], [row('a', 1, ['other'])])))).toBe(
      'WAIT 10: Concurrency limit for the a tag has been reached',
    )
  })

  it('speak by the last one that refuses', () => {
    const decision = start(tagged([tagLimit('a')], [row('b', 0), row('c', 1, ['other']), row('d', 5)]))
    expect(told(decision)).toBe('WAIT 10: Concurrency limit for the c tag has been reached')
    expect(decision.slots).toEqual([])
  })
})
