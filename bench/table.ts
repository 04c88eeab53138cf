import { cpus, release, totalmem } from 'node:os'
import type { CellResult, SubjectResult } from './cell.ts'
import type { LoadResult } from './load.ts'
import { type Measure, measures } from './measures.ts'
import type { Options } from './options.ts'

/** Sizes to hold that are no rates. */
const MAX_START_MS = 1_000
const MAX_IDLE_BYTES = 150e6
const MAX_MIXED_RATIO = 3
const MAX_GROWTH = 1.5
const TIMES_SOONER = { first: 20, existing: 10 }

const grouped = (value: number, digits = 0) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

const rate = (value: number) => `${grouped(value, value < 100 ? 1 : 0)}/s`
const milliseconds = (value: number) => grouped(value, value < 100 ? 2 : 0)
const megabytes = (bytes: number) => `${grouped(bytes / 1e6)} MB`
const times = (value: number) =>
  Number.isFinite(value) ? `${value.toFixed(value < 10 ? 2 : 0)} x` : 'none answered'

type Row = readonly string[]

const asTable = (head: Row, rows: readonly Row[]): string =>
  [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')

/** Where and how it was measured. */
export function printMachine({ rounds, seconds }: Options): string {
  const [processor] = cpus()
  return [
    `${new Date().toISOString().slice(0, 16)} UTC, Node ${process.versions.node}, ${process.platform} ${release()}, `,
    `${cpus().length} x ${processor?.model.trim()}, ${grouped(totalmem() / 2 ** 30)} GiB; `,
    `median of ${rounds} loads of ${seconds} s each.\n`,
  ].join('')
}

/** The table of one database of one size. */
export function printCell(cell: CellResult): string {
  const head = [
    '',
    'Reeve',
    'p50 ms',
    'p99 ms',
    'failed',
    'floor',
    'of floor',
    'reference',
    'times',
    'targets',
  ]
  const rows = [...measures.flatMap((measure) => lineOf(measure, cell)), ...startLines(cell)]
  const mixed = cell.mixed ? `\n${mixedText(cell.mixed)}\n` : ''
  return `\n### ${cell.database === 'sqlite' ? 'SQLite' : 'PostgreSQL'}, ${grouped(cell.size)} runs\n\n${asTable(head, rows)}\n${mixed}`
}

/** The floor program is one of SQLite, so its shares are held there alone. */
function lineOf(measure: Measure, { subjects, database, size }: CellResult): Row[] {
  const [reeve, floor, reference] = (['reeve', 'floor', 'reference'] as const).map((name) =>
    subjects.get(name)?.lines.get(measure.name),
  )
  if (!reeve) return []
  const ofFloor = floor && reeve.perSecond / floor.perSecond
  const timesReference = reference && reeve.perSecond / reference.perSecond
  return [
    [
      measure.name,
      rate(reeve.perSecond),
      milliseconds(reeve.p50),
      milliseconds(reeve.p99),
      String(reeve.failed),
      floor ? rate(floor.perSecond) : '',
      ofFloor === undefined ? '' : `${Math.round(ofFloor * 100)} %`,
      reference ? describeReference(reference) : '',
      timesReference === undefined ? '' : times(timesReference),
      verdicts([
        ['no failure', reeve.failed === 0],
        database === 'sqlite' &&
          measure.ofFloor &&
          ofFloor !== undefined && [`${measure.ofFloor * 100} % of floor`, ofFloor >= measure.ofFloor],
        measure.timesReference &&
          size >= (measure.timesReferenceFrom ?? 0) &&
          timesReference !== undefined && [
            `${measure.timesReference} x`,
            timesReference >= measure.timesReference,
          ],
        measure.tail && [`p99 < ${measure.tail} p50`, reeve.p99 < measure.tail * reeve.p50],
      ]),
    ],
  ]
}

const describeReference = ({ perSecond, calls, failed }: LoadResult) =>
  rate(perSecond) + (failed > 0 ? ` (${Math.round((failed / calls) * 100)} % failed)` : '')

type Check = readonly [what: string, isMet: boolean] | false | 0 | undefined

/** The checks that are not met, else that all are. */
function verdicts(checks: readonly Check[]): string {
  const missed = checks.flatMap((check) => (check && !check[1] ? [check[0]] : []))
  return missed.length === 0 ? 'met' : `**not met: ${missed.join(', ')}**`
}

function startLines({ subjects }: CellResult): Row[] {
  const reeve = subjects.get('reeve') as SubjectResult
  const floor = subjects.get('floor')
  const reference = subjects.get('reference')
  const line = (
    name: string,
    pick: (of: SubjectResult) => string,
    checks: readonly Check[],
    ratio: string,
  ): Row => [
    name,
    pick(reeve),
    '',
    '',
    '',
    floor ? pick(floor) : '',
    '',
    reference ? pick(reference) : '',
    ratio,
    verdicts(checks),
  ]
  const sooner = (pick: (of: SubjectResult) => number) => reference && pick(reference) / pick(reeve)
  const first = sooner((of) => of.firstStartMs)
  const existing = sooner((of) => of.startMs)
  const share = sooner((of) => of.idleBytes)
  return [
    line(
      'ready, new database',
      (of) => `${grouped(of.firstStartMs)} ms`,
      [
        ['under 1 s', reeve.firstStartMs < MAX_START_MS],
        first !== undefined && [`${TIMES_SOONER.first} x`, first >= TIMES_SOONER.first],
      ],
      first ? times(first) : '',
    ),
    line(
      'ready, existing database',
      (of) => `${grouped(of.startMs)} ms`,
      [existing !== undefined && [`${TIMES_SOONER.existing} x`, existing >= TIMES_SOONER.existing]],
      existing ? times(existing) : '',
    ),
    line(
      'resident, idle',
      (of) => megabytes(of.idleBytes),
      [['under 150 MB', reeve.idleBytes < MAX_IDLE_BYTES], share !== undefined && ['half', share >= 2]],
      share ? times(share) : '',
    ),
    line('resident, peak under load', (of) => megabytes(of.peakBytes), [], ''),
  ]
}

function mixedText({ alone, beside, dashboards }: NonNullable<CellResult['mixed']>): string {
  const ratio = beside.p99 / alone.p99
  return (
    `Mixed load, set_state with 1 client beside 16 dashboards (${rate(dashboards.perSecond)}, p99 ${milliseconds(dashboards.p99)} ms): ` +
    `p99 ${milliseconds(beside.p99)} ms, alone ${milliseconds(alone.p99)} ms, ${times(ratio)}; ` +
    `at most ${MAX_MIXED_RATIO} x: ${ratio <= MAX_MIXED_RATIO ? 'met' : '**not met**'}.`
  )
}

/** How much slower the largest database is than the smallest. */
export function printGrowth(cells: readonly CellResult[]): string {
  return [...Map.groupBy(cells, ({ database }) => database)]
    .map(([database, group]) => growthOf(database, group))
    .join('')
}

function growthOf(database: string, group: readonly CellResult[]): string {
  const bySize = group.toSorted((one, other) => one.size - other.size)
  const [small, large] = [bySize[0], bySize.at(-1)]
  if (!small || !large || small === large) return ''
  const rows = measures.flatMap(({ name }) => {
    const [before, after] = [small, large].map(({ subjects }) => subjects.get('reeve')?.lines.get(name)?.p50)
    if (before === undefined || after === undefined) return []
    const growth = after / before
    return [
      [
        name,
        milliseconds(before),
        milliseconds(after),
        times(growth),
        growth <= MAX_GROWTH ? 'met' : '**not met**',
      ],
    ]
  })
  const head = [
    'p50 ms of Reeve',
    `${grouped(small.size)} runs`,
    `${grouped(large.size)} runs`,
    'growth',
    `at most ${MAX_GROWTH} x`,
  ]
  return `\n### Growth on ${database === 'sqlite' ? 'SQLite' : 'PostgreSQL'}\n\n${asTable(head, rows)}\n`
}
