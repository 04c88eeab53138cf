import type { Json } from '@reeve/wire'
import { expect, it } from 'vitest'
import { normalise } from './normalise.ts'
import type { Step } from './scenario.ts'
import { printTime } from './times.ts'
import { fill, newVocabulary, type Vocabulary } from './vocabulary.ts'

const ID = '01234567-89ab-4def-8123-456789abcdef'

const bodyOf = (body: Json, vocabulary: Vocabulary, step: Partial<Step> = {}) =>
  normalise(
    { status: 200, headers: { 'content-type': 'application/json' }, body },
    { name: 'read', method: 'GET', path: '/', ...step },
    vocabulary,
    'http://127.0.0.1:1',
  ).body

it('an id is named by where it was seen first', () => {
  const vocabulary = newVocabulary()
  expect(bodyOf({ id: ID, text: `of ${ID}` }, vocabulary)).toEqual({
    id: '<uuid>',
    text: 'of <uuid read/id>',
  })
})

it('a time is named by every place of the step that showed it', () => {
  const vocabulary = newVocabulary()
  const time = printTime(vocabulary.now + 1n)
  bodyOf({ a: time, b: time }, vocabulary, { name: 'set' })
  expect(bodyOf({ c: time }, vocabulary)).toEqual({ c: '<time set/a = set/b>' })
})

it('a time that the scenario sent keeps its meaning', () => {
  const vocabulary = newVocabulary()
  const sent = String(fill('$(now+60)', vocabulary))
  expect(bodyOf({ at: sent }, vocabulary)).toEqual({ at: '<now+60>' })
})

it('a time far away stays as it is', () => {
  expect(bodyOf({ at: '2020-01-01T00:00:00Z' }, newVocabulary())).toEqual({ at: '2020-01-01T00:00:00Z' })
})

it('a time in an unusual form shows its form', () => {
  const vocabulary = newVocabulary()
  const time = printTime(vocabulary.now + 5n)
    .replace('T', ' ')
    .replace('Z', '+00:00')
  expect(bodyOf({ at: time }, vocabulary)).toEqual({ at: '<time as 0000-00-00 00:00:00.f+00:00>' })
})

it('lists of open order are sorted, and ids that do not descend are told', () => {
  const answer = normalise(
    {
      status: 200,
      headers: {},
      body: [
        { id: 'a', name: 'y' },
        { id: 'b', name: 'x' },
      ],
    },
    { name: 'read', method: 'GET', path: '/', lists: [{ at: '', by: 'name', descendingIds: true }] },
    newVocabulary(),
    'http://127.0.0.1:1',
  )
  expect(answer.body).toEqual([
    { id: 'b', name: 'x' },
    { id: 'a', name: 'y' },
  ])
  expect(answer.broken).toEqual(['ids do not descend in ""'])
})
