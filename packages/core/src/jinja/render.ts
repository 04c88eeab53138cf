import { requireRoom } from './bounds.ts'
import { callValue, evaluate, evaluateArguments } from './evaluate.ts'
import { changeDetector, loopVariable } from './loop.ts'
import { BODY_OF_SET } from './parse-template.ts'
import { print } from './print.ts'
import type { Scope } from './scope.ts'
import type { Body, Signature, Statement, Target } from './syntax.ts'
import {
  type Arguments,
  Callable,
  isTruthy,
  itemsOf,
  Namespace,
  TemplateFailure,
  Tuple,
  typeError,
  Undefined,
  type Value,
} from './values.ts'

type Of<Kind extends Statement['kind']> = Extract<Statement, { readonly kind: Kind }>

/** The text that statements make. */
export function renderBody(body: Body, scope: Scope): string {
  let text = ''
  scope.budget.spend()
  for (const statement of body) {
    text += renderStatement(statement, scope)
    requireRoom(text.length)
  }
  return text
}

function renderStatement(statement: Statement, scope: Scope): string {
  switch (statement.kind) {
    case 'text':
      return statement.text
    case 'print':
      return print(evaluate(statement.value, scope))
    case 'if':
      return renderIf(statement, scope)
    case 'for':
      return renderFor(statement, scope)
    case 'filter block':
      return renderFiltered(statement, scope)
    case 'with':
      return renderWith(statement, scope)
    case 'block':
      return renderBody(statement.body, scope.inner())
    case 'call block':
      return renderCall(statement, scope)
    case 'other template':
      throw new TemplateFailure('TypeError', 'no loader for this environment specified')
    default:
      define(statement, scope)
      return ''
  }
}

function define(statement: Of<'set' | 'set block' | 'macro'>, scope: Scope): void {
  switch (statement.kind) {
    case 'set':
      assign(statement.target, evaluate(statement.value, scope), scope)
      break
    case 'set block':
      assign(statement.target, evaluateBlock(statement, scope), scope)
      break
    case 'macro':
      scope.set(statement.name, macro(statement, scope))
  }
}

function renderIf({ branches, otherwise }: Of<'if'>, scope: Scope): string {
  const taken = branches.find(({ test }) => isTruthy(evaluate(test, scope)))
  return renderBody(taken?.body ?? otherwise, scope)
}

const renderFor = (statement: Of<'for'>, scope: Scope): string =>
  renderLoop(statement, scope, { over: evaluate(statement.over, scope), depth: 1 })

function renderLoop(
  statement: Of<'for'>,
  scope: Scope,
  { over, depth }: { readonly over: Value; readonly depth: number },
): string {
  const { target, only, recursive, body, otherwise } = statement
  const scopeOf = (item: Value): Scope => {
    const inner = scope.inner()
    assign(target, item, inner)
    return inner
  }
  const items = itemsOf(over).filter((item) => !only || isTruthy(evaluate(only, scopeOf(item))))
  if (items.length === 0) return renderBody(otherwise, scope.inner())
  const changed = changeDetector()
  const recurse = recursive
    ? (value: Value) => renderLoop(statement, scope, { over: value, depth: depth + 1 })
    : undefined
  let text = ''
  for (const [index, item] of items.entries()) {
    const inner = scopeOf(item)
    inner.set('loop', loopVariable({ items, index, depth }, { recurse, changed }))
    text += renderBody(body, inner)
    requireRoom(text.length)
  }
  return text
}

/** Gives a value to a name, or the items of a value to several. */
function assign(target: Target, value: Value, scope: Scope): void {
  if (target.kind === 'name') scope.set(target.name, value)
  else if (target.kind === 'tuple') unpack(target.items, itemsOf(value), scope)
  else setAttribute(scope.find(target.of), target.name, value)
}

function setAttribute(namespace: Value, name: string, value: Value): void {
  if (!(namespace instanceof Namespace)) {
    fail('TemplateRuntimeError', 'cannot assign attribute on non-namespace object')
  }
  namespace.attributes.set(name, value)
}

function unpack(targets: readonly Target[], values: readonly Value[], scope: Scope): void {
  const wanted = targets.length
  if (values.length > wanted) fail('ValueError', `too many values to unpack (expected ${wanted})`)
  if (values.length < wanted) {
    fail('ValueError', `not enough values to unpack (expected ${wanted}, got ${values.length})`)
  }
  for (const [index, target] of targets.entries()) assign(target, values[index] as Value, scope)
}

function fail(kind: string, message: string): never {
  throw new TemplateFailure(kind, message)
}

function evaluateBlock({ filter, body }: Of<'set block'>, scope: Scope): Value {
  const text = renderBody(body, scope.inner())
  return filter ? evaluate(filter, scope.inner([[BODY_OF_SET, text]])) : text
}

const renderFiltered = ({ filter, body }: Of<'filter block'>, scope: Scope): string =>
  print(evaluate(filter, scope.inner([], renderBody(body, scope.inner()))))

function renderWith({ values, body }: Of<'with'>, scope: Scope): string {
  const inner = scope.inner()
  for (const [target, value] of values) assign(target, evaluate(value, scope), inner)
  return renderBody(body, inner)
}

function renderCall({ call, signature, body }: Of<'call block'>, scope: Scope): string {
  if (call.kind !== 'call') return ''
  const { positional, named } = evaluateArguments(call.args, scope)
  const caller = macro({ kind: 'macro', name: 'caller', signature, body }, scope)
  return print(
    callValue(evaluate(call.of, scope), { positional, named: new Map([...named, ['caller', caller]]) }),
  )
}

function macro({ name, signature, body }: Of<'macro'>, scope: Scope): Callable {
  const call = (args: Arguments) =>
    renderBody(body, scope.inner(bindParameters(name, { signature, args, scope })))
  const names = new Tuple(signature.names)
  return new Callable(
    name,
    call,
    new Map<string, Value>([
      ['name', name],
      ['arguments', names],
    ]),
  )
}

interface MacroCall {
  readonly signature: Signature
  readonly args: Arguments
  readonly scope: Scope
}

/** What the parameters of a macro mean in a call. */
function bindParameters(macroName: string, { signature, args, scope }: MacroCall): [string, Value][] {
  const { names, defaults } = signature
  const surplus = [...args.named.keys()].find((name) => !names.includes(name) && name !== 'caller')
  if (surplus !== undefined) typeError(`macro '${macroName}' takes no keyword argument '${surplus}'`)
  if (args.positional.length > names.length) {
    typeError(`macro '${macroName}' takes not more than ${names.length} argument(s)`)
  }
  const bound: [string, Value][] = [
    ['caller', args.named.get('caller') ?? new Undefined('No caller defined')],
  ]
  names.forEach((name, index) => {
    const fallback = defaults[index - names.length + defaults.length]
    const missing = () =>
      fallback
        ? evaluate(fallback, scope.inner(bound))
        : new Undefined(`parameter '${name}' was not provided`)
    bound.push([name, args.positional[index] ?? args.named.get(name) ?? missing()])
  })
  return bound
}
