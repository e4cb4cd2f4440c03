/** What an expression is made of. */
export type Syntax =
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null; readonly at: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | { readonly kind: 'element'; readonly at: number }
  | { readonly kind: 'list'; readonly items: readonly Syntax[]; readonly at: number }
  | { readonly kind: 'member'; readonly of: Syntax; readonly name: string; readonly at: number }
  | { readonly kind: 'index'; readonly of: Syntax; readonly index: Syntax; readonly at: number }
  | {
      readonly kind: 'slice';
      readonly of: Syntax;
      readonly from: Syntax | null;
      readonly to: Syntax | null;
      readonly at: number;
    }
  | { readonly kind: 'call'; readonly of: Syntax; readonly args: readonly Syntax[]; readonly at: number }
  | { readonly kind: 'predicate'; readonly body: Syntax; readonly at: number }
  | { readonly kind: 'unary'; readonly sign: '!' | '-'; readonly of: Syntax; readonly at: number }
  | {
      readonly kind: 'binary';
      readonly sign: string;
      readonly left: Syntax;
      readonly right: Syntax;
      readonly at: number;
    }
  | {
      readonly kind: 'choice';
      readonly test: Syntax;
      readonly yes: Syntax;
      readonly no: Syntax;
      readonly at: number;
    }
  | {
      readonly kind: 'let';
      readonly name: string;
      readonly value: Syntax;
      readonly body: Syntax;
      readonly at: number;
    };
