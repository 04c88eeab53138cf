/** The fields of a body that the client sent, without those that parsing filled with defaults. */
export const pickSent = <Body extends object>(body: Body, sent: ReadonlySet<string>): Partial<Body> =>
  Object.fromEntries(Object.entries(body).filter(([field]) => sent.has(field))) as Partial<Body>
