/** One problem of a request, as pydantic reports it. [L2] */
export interface Issue {
  readonly type: string
  readonly loc: readonly (string | number)[]
  readonly msg: string
  readonly input: unknown
  readonly ctx?: Readonly<Record<string, unknown>>
}

/** A request that its schema refuses. [L2] */
export class InvalidRequest extends Error {
  readonly issues: readonly Issue[]
  readonly requestBody: unknown
  constructor(issues: readonly Issue[], requestBody: unknown) {
    super('Invalid request received.')
    this.issues = issues
    this.requestBody = requestBody
  }
}

/** A condition that a handler answers with `{"detail": …}`. [L3] */
export class Refused extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 423 | 503
  readonly headers: Readonly<Record<string, string>>
  constructor(status: Refused['status'], detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail)
    this.status = status
    this.headers = headers
  }
}

/** A row that is not there, answered with `{"detail": "{what} not found"}`. [L3] */
export class NotFound extends Refused {
  constructor(what: string) {
    super(404, `${what} not found`)
  }
}

/** A row missing below the handler, answered with `{"exception_message": …}`. [L3] */
export class MissingObject extends Error {}

/** A request without the auth string, answered with 401 and no more. [M3] */
export class Unauthorized extends Error {
  constructor() {
    super('Unauthorized')
  }
}
