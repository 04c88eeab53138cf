import { parentPort, workerData } from 'node:worker_threads'
import type { Kinds } from '../database.ts'
import { DatabaseUnavailable } from '../errors.ts'
import { type Printing, printRows } from '../records/lists.ts'
import { openReading } from './open-connection.ts'

/** What the reader asks of its thread. Parameters are encoded already. */
export interface Question {
  readonly id: number
  readonly text: string
  readonly params: readonly unknown[]
  readonly kinds?: Kinds | undefined
  /** How to print the rows; without it, they are answered as they are decoded. */
  readonly printing?: Printing
}

/** Rows travel as JSON text: parsing it costs the main thread two thirds of what cloning the rows does. */
export type Answer = { readonly id: number } & ({ readonly json: string } | { readonly failure: Failure })

/** An error does not keep its class on its way between threads. */
export interface Failure {
  readonly message: string
  readonly isUnavailable: boolean
}

const port = parentPort
if (!port) throw new Error('This file runs as a worker thread')

const connection = openReading(workerData.file)

port.on('message', (question: Question | 'close') => {
  if (question === 'close') {
    connection.close()
    port.close()
    return
  }
  port.postMessage(answer(question))
})

function answer({ id, text, params, kinds, printing }: Question): Answer {
  try {
    const { rows } = connection.run(text, params, kinds)
    return { id, json: printing ? printRows(rows, printing).text : JSON.stringify(rows) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { id, failure: { message, isUnavailable: error instanceof DatabaseUnavailable } }
  }
}
