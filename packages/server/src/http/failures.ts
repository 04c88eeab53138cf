import { DatabaseUnavailable, IntegrityViolation, Overloaded, UnstorableValue } from '@reeve/database'
import { Answer } from './bind.ts'
import { InvalidRequest, MissingObject, Refused, Unauthorized } from './errors.ts'

/** What the web framework says of a request that it cannot take. */
interface FrameworkError extends Error {
  readonly code: string
  readonly statusCode: number
}

const INTEGRITY_CONFLICT =
  'Data integrity conflict. This usually means a unique or foreign key constraint was violated. See server logs for details.'
const RETRY_AFTER_SECONDS = '1'

/** The one table from error to answer. [L2, L3] */
export function answerTo(error: unknown): Answer {
  if (error instanceof Refused) return new Answer(error.status, { detail: error.message }, error.headers)
  if (error instanceof InvalidRequest) return new Answer(422, invalidRequest(error))
  if (error instanceof Unauthorized) return new Answer(401, { exception_message: error.message })
  if (error instanceof MissingObject) return new Answer(404, { exception_message: error.message })
  if (error instanceof IntegrityViolation) return new Answer(409, { detail: INTEGRITY_CONFLICT })
  if (error instanceof UnstorableValue) return new Answer(422, { detail: error.message })
  if (error instanceof DatabaseUnavailable || error instanceof Overloaded) {
    return new Answer(
      503,
      { exception_message: 'Service Unavailable' },
      { 'retry-after': RETRY_AFTER_SECONDS },
    )
  }
  if (isRefusedByFramework(error)) return new Answer(error.statusCode, { detail: error.message })
  return new Answer(500, { exception_message: 'Internal Server Error' })
}

const invalidRequest = ({ issues, requestBody }: InvalidRequest) => ({
  exception_message: 'Invalid request received.',
  exception_detail: issues,
  request_body: requestBody ?? null,
})

function isRefusedByFramework(error: unknown): error is FrameworkError {
  if (!(error instanceof Error) || !('statusCode' in error) || !('code' in error)) return false
  const { code, statusCode } = error
  return (
    typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' && statusCode < 500
  )
}
