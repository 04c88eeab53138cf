import type { Json } from '@reeve/wire'
import type { Answer } from '../framework/send.ts'
import type { FuzzRequest } from './requests.ts'

/** A kind of answer in which Reeve means to differ from the reference. */
export interface MeantDifference {
  readonly rule: string
  readonly reason: string
  readonly covers: (request: FuzzRequest, reference: Answer, reeve: Answer) => boolean
}

/** All of them. */
export const meantDifferences: readonly MeantDifference[] = [
  {
    rule: 'L3',
    reason: 'The reference fails with a 5xx; Reeve answers as the contract lets it.',
    covers: (_, reference, reeve) => reference.status >= 500 && reeve.status < 500,
  },
  {
    rule: 'D18',
    reason:
      'Of several mistakes the reference tells that of the limit alone; Reeve tells those of the body first.',
    covers: (_, reference, reeve) =>
      reference.status === 422 && reeve.status === 422 && detailOf(reference).startsWith('Invalid limit'),
  },
  {
    rule: 'F13',
    reason: 'The reference looks for limits of tags among the first limits of any kind and misses the rest.',
    covers: ({ step }, reference, reeve) =>
      step.path === '/concurrency_limits/filter' && reference.status === 200 && reeve.status === 200,
  },
  {
    rule: 'F14',
    reason: 'The reference finds no slot for a tag that is named twice, however many are free.',
    covers: ({ step }, reference, reeve) =>
      step.path === '/concurrency_limits/increment' &&
      reference.status === 423 &&
      reeve.status === 200 &&
      namesTwice(step.body),
  },
  {
    rule: 'G12',
    reason: 'The reference counts the spans of days by the unit that is sent beside; days are days.',
    covers: ({ step }, reference, reeve) =>
      step.path === '/events/count-by/day' && reference.status === 422 && reeve.status === 200,
  },
  {
    rule: 'C36',
    reason: 'The reference leaves queues without a filter out on PostgreSQL; they serve any deployment.',
    covers: ({ step }, reference, reeve) =>
      step.path.endsWith('/work_queue_check') && reference.status === 200 && reeve.status === 200,
  },
  {
    rule: 'C25',
    reason: 'The reference looks at the letters of the name of a deployment last, and fails on them.',
    covers: ({ step }, reference, reeve) =>
      step.path === '/deployments/' &&
      reference.status >= 400 &&
      reeve.status === 422 &&
      JSON.stringify(reeve.body).includes('string_pattern_mismatch'),
  },
]

const detailOf = ({ body }: Answer): string => String((body as { detail?: Json } | undefined)?.detail)

function namesTwice(body: Json | undefined): boolean {
  const names = (body as { names?: Json } | undefined)?.names
  return Array.isArray(names) && new Set(names).size < names.length
}
