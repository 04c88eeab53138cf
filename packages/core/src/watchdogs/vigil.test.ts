import { addSeconds, type Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { hasWatchedFor, keepVigil, silenceLimit, type Vigil } from './index.ts'

const NOW = '2026-03-01 12:00:00.000000' as Instant
const at = (seconds: number) => addSeconds(NOW, seconds)
const tick = (vigil: Vigil | undefined, now: Instant) => keepVigil(vigil, { now, maxGapSeconds: 180 })

describe('a vigil', () => {
  test('lasts as long as no tick comes too late', () => {
    const vigil = [0, 60, 240].reduce<Vigil | undefined>(
      (known, second) => tick(known, at(second)),
      undefined,
    )
    expect(vigil).toEqual({ since: NOW, last: at(240) })
    expect(hasWatchedFor(vigil as Vigil, 240)).toBe(true)
    expect(hasWatchedFor(vigil as Vigil, 241)).toBe(false)
  })

  test('begins anew after a break, and where the clock was set back', () => {
    const vigil = tick(undefined, NOW)
    expect(tick(vigil, at(181))).toEqual({ since: at(181), last: at(181) })
    expect(tick(vigil, at(-1))).toEqual({ since: at(-1), last: at(-1) })
  })
})

describe('the silence of a run that sent heartbeats', () => {
  test.each([
    ['means something after the limit', at(-180), 900],
    ['is waited for longer where they are sent rarely', at(-600), 3000],
    ['is waited for longest where there was but one', null, 3600],
  ])('%s', (_, previous, seconds) => {
    expect(silenceLimit({ heard: NOW, occurred: NOW, previous }, 900)).toBe(seconds)
  })
})
