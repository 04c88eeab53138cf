import { expect, it } from 'vitest'
import { at, decideFlow, decideTask, state } from '../testing.ts'

const scheduled = state({ type: 'SCHEDULED', state_details: { scheduled_time: at(-30) } })

it.each([decideFlow, decideTask])('a pending state remembers when the run was scheduled', (decide) => {
  expect(decide({ state: scheduled }, { type: 'PENDING' }).state?.state_details.scheduled_time).toBe(at(-30))
})

it.each([decideFlow, decideTask])('but keeps a time of its own', (decide) => {
  const parts = { type: 'PENDING', state_details: { scheduled_time: at(5) } } as const
  expect(decide({ state: scheduled }, parts).state?.state_details.scheduled_time).toBe(at(5))
})

it('and is told none by force', () => {
  const decision = decideFlow({ state: scheduled, policy: 'minimal' }, { type: 'PENDING' })
  expect(decision.state?.state_details.scheduled_time).toBeNull()
})
