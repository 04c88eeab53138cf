import { describe, expect, it } from 'vitest'
import { EMPTY_LEDGER } from '../slots/ledger.ts'
import { applyRules } from './apply-rules.ts'
import { ACCEPT, ANY, abort, type Effects, type Outcome, type Rule, reject, replace, types } from './rule.ts'
import { propose, state, surroundings } from './testing.ts'

/* How rules of a policy play together, shown on rules made for it. */

interface Run {
  readonly count: number
}
type TestRule = Rule<null, Run, Run>

const log: string[] = []

/** A rule that logs when it is asked. */
const rule = (
  name: string,
  answers: { before?: Outcome<Run>; after?: Effects<Run>; to?: TestRule['to']; always?: true } = {},
): TestRule => ({
  from: ANY,
  to: answers.to ?? types('RUNNING'),
  ...(answers.always && { always: true }),
  before: () => {
    log.push(`before ${name}`)
    return answers.before
  },
  after: () => {
    log.push(`after ${name}`)
    return answers.after
  },
})

const other = replace(propose({ type: 'FAILED' }), 'other')
const take = { kind: 'give-back', limitId: 'x', slots: 1 } as const
const renew = { kind: 'renew', leaseId: 'x', expiration: surroundings().now } as const

function apply(rules: TestRule[]) {
  log.length = 0
  const current = state({ type: 'PENDING' })
  const start = { facts: null, current, proposed: propose({ type: 'RUNNING' }), run: { count: 1 } }
  return applyRules(
    rules,
    { ...start, ledger: EMPTY_LEDGER, surroundings: surroundings(), verdict: ACCEPT },
    ({ run }) => {
      log.push('settle')
      return run
    },
  )
}

describe('the rules of a policy', () => {
  it('are asked in order before, and in reverse after the bookkeeping', () => {
    apply([rule('a'), rule('b')])
    expect(log).toEqual(['before a', 'before b', 'settle', 'after b', 'after a'])
  })

  it('are not asked once the proposal has another type, and the one that changed it has no after', () => {
    const { transition } = apply([rule('a', { before: other }), rule('b')])
    expect(log).toEqual(['before a', 'settle'])
    expect(transition.proposed?.type).toBe('FAILED')
  })

  it('are asked after their own change if they are about its outcome too', () => {
    apply([rule('a', { before: other, to: types('RUNNING', 'FAILED') })])
    expect(log).toEqual(['before a', 'settle', 'after a'])
  })

  it('that turn a proposal down leave nothing to settle', () => {
    const { transition } = apply([rule('a', { before: abort('no') }), rule('b')])
    expect(log).toEqual(['before a'])
    expect(transition.proposed).toBeNull()
  })

  it('that are about no state at all are asked after they turned one down', () => {
    apply([rule('a', { before: reject('no'), to: ANY })])
    expect(log).toEqual(['before a', 'after a'])
  })

  it('that always count are asked whatever became of the proposal, as long as there is one', () => {
    apply([rule('a', { before: other }), rule('b', { always: true })])
    expect(log).toEqual(['before a', 'before b', 'settle', 'after b'])
    apply([rule('a', { before: abort('no') }), rule('b', { always: true })])
    expect(log).toEqual(['before a'])
  })

  it('may change anything but the type without keeping others from being asked', () => {
    const renamed = { proposed: propose({ type: 'RUNNING', name: 'Busy' }) }
    const { transition } = apply([rule('a', { before: renamed }), rule('b')])
    expect(log).toEqual(['before a', 'before b', 'settle', 'after b', 'after a'])
    expect([transition.proposed?.name, transition.verdict.status]).toEqual(['Busy', 'ACCEPT'])
  })
})

describe('effects', () => {
  const wanting = rule('a', {
    before: { columns: { count: 9 }, slots: [take, renew], cache: { key: 'k', expiration: null } },
  })

  it('count if the proposal is accepted', () => {
    const { transition, slots, cache } = apply([wanting])
    expect([transition.run, slots, cache?.key]).toEqual([{ count: 9 }, [take, renew], 'k'])
  })

  it('are forgotten if a later rule overrules, but for renewals', () => {
    const { transition, slots, cache } = apply([wanting, rule('b', { before: other })])
    expect([transition.run, slots, cache]).toEqual([{ count: 1 }, [renew], undefined])
  })

  it('of the rule that refuses count', () => {
    const { transition } = apply([rule('a', { before: { ...abort('no'), columns: { count: 5 } } })])
    expect(transition.run).toEqual({ count: 5 })
  })

  it('come in the order of the rules, those from after the fact last', () => {
    const slot = (limitId: string) => ({ ...take, limitId })
    const { slots } = apply([
      rule('a', { before: { slots: [slot('1')] }, after: { slots: [slot('4')] } }),
      rule('b', { before: { slots: [slot('2')] }, after: { slots: [slot('3')] } }),
    ])
    expect(slots.map((effect) => 'limitId' in effect && effect.limitId)).toEqual(['1', '2', '3', '4'])
  })

  it('from after the fact see what earlier ones changed', () => {
    const adding: TestRule = {
      from: ANY,
      to: ANY,
      after: ({ run }) => ({ columns: { count: run.count * 10 } }),
    }
    expect(apply([adding, rule('b', { after: { columns: { count: 7 } } })]).transition.run).toEqual({
      count: 70,
    })
  })
})
