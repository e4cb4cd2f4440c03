import { unknownValue, type Value } from './value.ts';

/** Variables of a function or module by name; attributes of objects as `obj.attr`. */
export class Scope {
  readonly #own: Map<string, Value>;
  readonly #outer: Scope | null;
  /** Attributes of `self`, shared by the methods of a class. */
  readonly self: Map<string, Value>;

  constructor(outer: Scope | null, self?: Map<string, Value>, own: Map<string, Value> = new Map()) {
    this.#outer = outer;
    this.#own = own;
    this.self = self ?? outer?.self ?? new Map();
  }

  get(name: string): Value | undefined {
    if (name.startsWith('self.')) return this.self.get(name);
    return this.#own.get(name) ?? this.#outer?.get(name);
  }

  set(name: string, value: Value): void {
    if (name.startsWith('self.')) this.self.set(name, value);
    else this.#own.set(name, value);
  }

  /** The same variables, to go another way with. */
  fork(): Scope {
    return new Scope(this.#outer, this.self, new Map(this.#own));
  }

  /** After one of several ways was taken. */
  join(ways: readonly Scope[], merge: (a: Value, b: Value) => Value): void {
    const [first, ...others] = ways;
    if (!first) return;
    const names = new Set(ways.flatMap((way) => [...way.#own.keys()]));
    for (const name of names) {
      let value = first.#own.get(name) ?? this.get(name) ?? unknownValue;
      for (const other of others)
        value = merge(value, other.#own.get(name) ?? this.get(name) ?? unknownValue);
      this.#own.set(name, value);
    }
  }
}

/** After a check these are no longer what the sender liked. */
export function clean(names: readonly string[], scope: Scope): void {
  for (const name of names)
    scope.set(name, { ...(scope.get(name) ?? unknownValue), taint: null, built: false, harmless: true });
}
