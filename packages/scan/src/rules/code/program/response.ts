/** Is a full name a method of the answer to a request: `res.send`, `reply.redirect`, `ctx.res.end`? */
export const isResponseMethod = (name: string): boolean =>
  /(^|[.$])(_?res|response|reply|resp|rsp|h)\.\w+$|(Response|Reply|ServerResponse)\(\)\.\w+$|^\$?(res|response)\.\w+\(.*\)\.\w+$/.test(
    name,
  );
