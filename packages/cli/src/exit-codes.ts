import { DatabaseRefused, type RefusalReason } from '@reeve/database'
import { CannotListen, MalformedSetting, UnreadableSettings } from '@reeve/server'

/** Why a command ended, in the numbers of `sysexits.h`. */
export const EXIT = {
  usage: 64,
  data: 65,
  unavailable: 69,
  software: 70,
  cannotCreate: 73,
  temporary: 75,
  configuration: 78,
} as const

type ExitCode = (typeof EXIT)[keyof typeof EXIT]

const REFUSALS = {
  'bad-url': EXIT.configuration,
  'not-writable': EXIT.cannotCreate,
  'not-a-file': EXIT.cannotCreate,
  'not-a-database': EXIT.data,
  'not-prefect': EXIT.data,
  'unknown-revision': EXIT.data,
  'newer-tables': EXIT.data,
  'in-use': EXIT.temporary,
  unreachable: EXIT.unavailable,
} as const satisfies Record<RefusalReason, ExitCode>

/** The exit code for what a command failed with; undefined if it was not foreseen. */
export function exitCodeOf(error: unknown): ExitCode | undefined {
  if (error instanceof MalformedSetting || error instanceof UnreadableSettings) return EXIT.configuration
  if (error instanceof CannotListen) return EXIT.unavailable
  if (error instanceof DatabaseRefused) return REFUSALS[error.reason]
  return undefined
}
