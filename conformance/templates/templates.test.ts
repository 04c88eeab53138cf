import { compileTemplate, renderTemplate, TemplateSyntaxError, UnboundedTemplate } from '@reeve/core/jinja'
import { expect, test } from 'vitest'
import { CONTEXT, TEMPLATES } from './cases.ts'
import { type Answer, readRecorded } from './recorded.ts'

function answerOf(template: string): Answer {
  try {
    const program = compileTemplate(template)
    return { rendered: renderTemplate(program, CONTEXT) }
  } catch (error) {
    const { message } = error as Error
    if (error instanceof TemplateSyntaxError) return { problem: message, line: error.line }
    return error instanceof UnboundedTemplate ? { problem: message, line: 0 } : { failure: message }
  }
}

const recorded = readRecorded()

test('every template was recorded', () => {
  expect(Object.keys(recorded).sort()).toEqual([...TEMPLATES].sort())
})

test.each(TEMPLATES.map((template) => [template]))('%j gives what it gives in the reference', (template) => {
  expect(answerOf(template)).toEqual(recorded[template])
})
