import { expect, it } from 'vitest'
import { decideFlow, type FlowSituation, LIMIT_ID, slotLimit, state, told } from '../testing.ts'

const yielding = { collision_strategy: 'CANCEL_NEW', grace_period_seconds: null } as const
const situation: FlowSituation = {
  state: state({ type: 'SCHEDULED' }),
  deployment: { concurrency_limit_id: LIMIT_ID, concurrency_options: yielding },
  limits: [slotLimit({ active_slots: 1 })],
  policy: 'mark-late',
}

it.each<[string, FlowSituation, string]>([
  [
    'behind a full limit where new runs yield',
    {},
    'REJECT: Deployment concurrency limit is full and uses the CANCEL_NEW strategy. -> CANCELLED/Cancelled',
  ],
  ['behind a limit with room', { limits: [slotLimit()] }, 'ACCEPT -> SCHEDULED/Late'],
  ['without a limit', { limits: [] }, 'ACCEPT -> SCHEDULED/Late'],
  ['without a deployment', { deployment: null }, 'ACCEPT -> SCHEDULED/Late'],
  [
    'where runs queue',
    {
      deployment: {
        concurrency_limit_id: LIMIT_ID,
        concurrency_options: { collision_strategy: 'ENQUEUE', grace_period_seconds: null },
      },
    },
    'ACCEPT -> SCHEDULED/Late',
  ],
  [
    'where nothing is said of collisions',
    { deployment: { concurrency_limit_id: LIMIT_ID } },
    'ACCEPT -> SCHEDULED/Late',
  ],
  ['by the core policy', { policy: 'core' }, 'ACCEPT -> SCHEDULED/Late'],
])('a run that is late %s', (_, given, expected) => {
  expect(told(decideFlow({ ...situation, ...given }, { type: 'SCHEDULED', name: 'Late' }))).toBe(expected)
})

it('says why in the state that it writes', () => {
  const { state: written } = decideFlow(situation, { type: 'SCHEDULED', name: 'Late' })
  expect(written?.message).toBe('Deployment concurrency limit reached.')
})
