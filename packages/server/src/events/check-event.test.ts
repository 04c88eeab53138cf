import type { Event, Instant } from '@reeve/wire'
import { expect, test } from 'vitest'
import { settingsWith } from '../settings.ts'
import { checkEvent } from './check-event.ts'

const settings = settingsWith()
const event = (change: Partial<Event> = {}): Event => ({
  id: '00000000-0000-4000-8000-000000000001',
  occurred: '2026-03-01 10:00:00.000000' as Instant,
  event: 'thing.happened',
  resource: { 'prefect.resource.id': 'a' },
  related: [],
  payload: {},
  follows: null,
  ...change,
})
const related = (change: Record<string, string> = {}) => ({
  'prefect.resource.id': 'b',
  'prefect.resource.role': 'r',
  ...change,
})
const labels = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`label-${index}`, '']))
const problems = (change: Partial<Event>) =>
  checkEvent(event(change), settings, ['body', 0]).map(({ loc, msg }) => [loc.slice(2).join('.'), msg])

test('an event within the limits has no issues', () => {
  const change = { event: 'x'.repeat(1024), related: Array.from({ length: 100 }, () => related()) }
  expect(problems({ ...change, resource: { 'prefect.resource.id': 'a', ...labels(499) } })).toEqual([])
})

test.each<[string, Partial<Event>, [string, string][]]>([
  [
    'no id',
    { resource: {} },
    [['resource', 'Value error, Resources must include the prefect.resource.id label']],
  ],
  [
    'an empty id',
    { resource: { 'prefect.resource.id': '' } },
    [['resource', 'Value error, The prefect.resource.id label must be non-empty']],
  ],
  [
    'a related resource without a role',
    { related: [related(), { 'prefect.resource.id': 'b' }] },
    [['related.1', 'Value error, Related Resources must include the prefect.resource.role label']],
  ],
  [
    'a related resource with an empty role',
    { related: [related({ 'prefect.resource.role': '' })] },
    [['related.0', 'Value error, The prefect.resource.role label must be non-empty']],
  ],
  [
    'too many related resources',
    { related: Array.from({ length: 101 }, () => related()) },
    [['related', 'Value error, The maximum number of related resources is 100']],
  ],
  [
    'a bad one among too many related resources',
    { related: [...Array.from({ length: 101 }, () => related()), {}] },
    [['related.101', 'Value error, Resources must include the prefect.resource.id label']],
  ],
  [
    'too many labels and no id',
    { resource: labels(501) },
    [['resource', 'Value error, The maximum number of labels per resource is 500']],
  ],
  [
    'a long name and no id',
    { event: 'é'.repeat(1025), resource: {} },
    [
      ['event', 'Value error, Event name must be at most 1024 characters'],
      ['resource', 'Value error, Resources must include the prefect.resource.id label'],
    ],
  ],
])('%s is an issue', (_, change, expected) => {
  expect(problems(change)).toEqual(expected)
})

test('characters count, not the units of their encoding', () => {
  expect(problems({ event: '🙂'.repeat(1024) })).toEqual([])
})
